// @ts-check
/*
 * Who may import whom, as `import/no-restricted-paths` understands it: api and show know nobody, a section knows
 * itself and where it stands (the tab's environment and window), the entity pages lay sections out, and only the
 * tables of contents know the pages. `frontendZones.test.ts` in e2e-tests proves that each fence works.
 */
const SECTIONS = [
  'deploy',
  'dora',
  'evaluation',
  'gates',
  'health',
  'pipeline',
  'policy',
  'run',
];
const BELOW = ['./api', './show', './routes.ts', './translation.ts'];
/** What a section may know of the tab around it. */
const TAB = ['TabContext.tsx', 'selection.ts', 'useTabState.ts', 'window.ts'];

/**
 * @param {string} folder
 * @param {string[]} allowed paths below `src` beside its own
 * @param {string} message
 */
function only(folder, allowed, message) {
  const except = [`./${folder}`, ...allowed];
  return { target: `./src/${folder}`, from: './src', except, message };
}

const zones = [
  only('api', [], 'The client knows no page.'),
  only(
    'show',
    ['./api', './translation.ts'],
    'What draws for every section knows no section.',
  ),
  ...SECTIONS.map(section =>
    only(
      section,
      [
        ...BELOW,
        ...TAB.map(file => `./entity/${file}`),
        // The events behind a number are drawn as the deployments section draws them.
        ...(section === 'dora' ? ['./deploy'] : []),
      ],
      'A section knows itself and the tab it stands in, no other section.',
    ),
  ),
  only('platform', BELOW, 'The page of the platform team knows no component.'),
  only(
    'entity',
    [...BELOW, ...SECTIONS.map(section => `./${section}`)],
    'The pages lay sections out; plugin.tsx and classic.ts know them, not the other way round.',
  ),
];

module.exports = {
  rules: {
    'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
  },
  // Without it the rule resolves no TypeScript file and reports nothing at all.
  settings: {
    'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
  },
  overrides: [
    {
      files: ['**/*.test.*', '**/__testUtils__/**'],
      rules: { 'import/no-restricted-paths': 'off' },
    },
  ],
};
