import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { junit } from './index';

const root = process.env.QUALITY_GATES_CORPUS ?? '';
const folders = ['gates/junit', 'otel/junit'].map(folder => join(root, folder));
const present = Boolean(root) && folders.every(existsSync);

describe('the corpus of JUnit files', () => {
  if (!present) {
    it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
    return;
  }
  const files = folders.flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.xml'))
      .map(name => join(folder, name)),
  );
  const read = (path: string) =>
    junit.normalise(deliverFile('junit', readFileSync(path, 'utf8')));
  const named = (name: string) => {
    const path = files.find(one => one.endsWith(`/${name}`));
    if (!path) throw new Error(`The corpus has no ${name}`);
    return read(path).map(({ data }) => data);
  };

  it.each(files.filter(path => !path.endsWith('corrupt.xml')))(
    '%s is one report',
    path => {
      expect(read(path).map(({ type }) => type)).toEqual(['test-report']);
    },
  );

  it.each([
    [
      'surefire-flaky-rerun.xml',
      { passed: 0, failed: 2, skipped: 0, flaky: 2 },
    ],
    ['no-attributes.xml', { passed: 1, failed: 2, skipped: 1, flaky: 0 }],
    ['no-cases.xml', { passed: 0, failed: 0, skipped: 0, flaky: 0 }],
    ['node-test-runner.xml', { passed: 1, failed: 1, skipped: 2, flaky: 0 }],
    // The retry is not told here: prefer the report of Playwright's JSON reporter.
    ['playwright-flaky.xml', { passed: 2, failed: 0, skipped: 0, flaky: 0 }],
    ['datadog-ci.junit.xml', { passed: 3, failed: 0, skipped: 0, flaky: 0 }],
  ])('%s has the counts of its cases: %j', (name, counts) => {
    expect(named(name)).toMatchObject([counts]);
  });

  it('has a corrupt file, which is refused', () => {
    expect(() => named('corrupt.xml')).toThrow('not well-formed');
  });

  it('has no file that broke off without saying so', () => {
    const whole = files.filter(path => !path.endsWith('corrupt.xml'));
    for (const path of whole) {
      expect(read(path)[0].data).not.toHaveProperty(
        'incomplete',
        expect.any(String),
      );
    }
  });
});
