module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // The rule warns of __dirname in built packages; this one is never built.
      files: ['src/portal/*.ts'],
      rules: { 'no-restricted-syntax': 'off' },
    },
  ],
});
