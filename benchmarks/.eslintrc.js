module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // What is measured is the inside of the backend: no door leads to its decoder or its store alone.
    '@backstage/no-forbidden-package-imports': 'off',
    '@backstage/no-mixed-plugin-imports': 'off',
  },
});
