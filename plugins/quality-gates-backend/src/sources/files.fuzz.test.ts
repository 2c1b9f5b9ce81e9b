import { InputError } from '@backstage/errors';
import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import fc from 'fast-check';
import { findings } from './dependency-track/__fixtures__/findings';
import { surefire } from './junit/__fixtures__/surefire';
import { report as playwrightReport } from './playwright/__fixtures__/report';
import { log } from './sarif/__fixtures__/log';
import { report as trivyReport } from './trivy/__fixtures__/report';
import { builtinSources } from './index';

const FILES: Readonly<Record<string, string>> = {
  affected: JSON.stringify({ packages: ['web', '//'] }),
  cache: JSON.stringify({
    run: {},
    tasks: [{ taskId: 'a', cacheStatus: 'x' }],
  }),
  'dependency-track': JSON.stringify(findings),
  junit: surefire,
  playwright: JSON.stringify(playwrightReport),
  sarif: JSON.stringify(log),
  trivy: JSON.stringify(trivyReport),
};
const formats = builtinSources.filter(({ ingress }) =>
  ingress.some(one => one.type === 'file'),
);

/** A text of which a few pieces were cut out, repeated or replaced. */
const mutated = (text: string) =>
  fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.nat(40),
        fc.constantFrom(
          ...['', '0', '1e308', '-1', 'null', '[', '}', '"', '<', '&a;', '\0'],
          ...['<testcase>', '\ud800', '[]', '{}', '"2025-01-01T00:00:00Z"'],
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map(edits =>
      edits.reduce(
        (whole, [at, length, put]) =>
          whole.slice(0, at) + put + whole.slice(at + length),
        text,
      ),
    );

/** Times of the facts of a file; [] for one that is refused. */
function timesOf(source: Source, body: string): number[] {
  try {
    const facts = source.normalise(deliverFile(source.id, body));
    return facts.map(({ at }) => at);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

describe('a file that was damaged on its way', () => {
  it('is tried in every format', () => {
    expect(formats.map(({ id }) => id)).toEqual(Object.keys(FILES));
  });

  it.each(formats.map(source => [source.id, source] as const))(
    '%s is read, or refused as the sender is told',
    (id, source) => {
      fc.assert(
        fc.property(mutated(FILES[id]), body => {
          const times = timesOf(source, body);
          expect(times.every(at => Number.isSafeInteger(at))).toBe(true);
        }),
        { numRuns: 1_000 },
      );
    },
  );
});
