import { createUnmapped } from '../__testUtils__/facts';
import {
  describeKeys,
  knownReason,
  writeAnnotations,
} from './describeUnmapped';

it('names a fact by its keys', () => {
  expect(describeKeys(createUnmapped())).toBe(
    'repository github.com/acme/ledger, pipeline CI',
  );
});

it('writes annotations as YAML, whatever is in them', () => {
  expect(
    writeAnnotations([
      { annotation: 'github.com/project-slug', value: 'acme/ledger' },
      { annotation: 'quality-gates.io/pipeline', value: "^it's: a #1$" },
    ]),
  ).toBe(
    `metadata:
  annotations:
    github.com/project-slug: 'acme/ledger'
    quality-gates.io/pipeline: '^it''s: a #1$'`,
  );
});

it('writes nothing where no annotation would help', () => {
  expect(writeAnnotations([])).toBeUndefined();
});

it('has no sentence for a reason it does not know', () => {
  expect(knownReason('no-match')).toBe('no-match');
  expect(knownReason('sunspots')).toBeUndefined();
});
