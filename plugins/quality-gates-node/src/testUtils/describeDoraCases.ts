import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { readDoraCases, type DoraCase } from './doraCases';
import { expectDoraReport } from './expectDoraReport';

/** One question to the implementation: these events were sent, this is asked. */
export interface DoraCaseQuestion {
  readonly caseId: string;
  /** Distinct for each case and variant; events of different questions must not meet. */
  readonly questionId: string;
  readonly events: DoraCase['events'];
  readonly query: DoraCase['query'];
  /** Whose report is wanted; more than one = pooled. */
  readonly entityRefs: readonly string[];
}

/** Answers a question: from the events alone, in whatever way. */
export type AnswerDoraCase = (
  question: DoraCaseQuestion,
) => DoraReport | Promise<DoraReport>;

/** Where tests are declared; Jest's and Vitest's globals fit. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
}

/**
 * Declares a test per case, variant, entity and roll-up, and holds the answers against the numbers worked out by hand.
 * To be called at the top of a test file, or inside a `describe`.
 *
 * @param answer - the implementation
 * @param options - `cases`, by default all of {@link readDoraCases}; `runner`, by default the global `describe` and `it`
 * @example
 * ```ts
 * describeDoraCases(({ events, query }) => calculate(events, query));
 * ```
 */
export function describeDoraCases(
  answer: AnswerDoraCase,
  options: {
    readonly cases?: readonly DoraCase[];
    readonly runner?: TestRunner;
  } = {},
): void {
  const { cases = readDoraCases(), runner = globalThis } = options;
  for (const one of cases) {
    runner.describe(`${one.id}: ${one.title}`, () => {
      for (const { name, question, expected } of questionsOf(one)) {
        runner.it(`holds for ${name}`, async () => {
          const report = await answer(question);
          expectDoraReport(report, { expected, query: question.query });
        });
      }
    });
  }
}

function questionsOf(one: DoraCase) {
  const { perEntity, rollup, ...expected } = one.expected;
  const { entity, entities = [entity!] } = one.query;
  const ask = (
    name: string,
    entityRefs: readonly string[],
    query = one.query,
  ) => ({
    caseId: one.id,
    questionId: `${one.id}/${name}`,
    events: one.events,
    query,
    entityRefs,
  });
  const all = [
    ...(Object.keys(expected).length > 0
      ? [{ name: 'the query', question: ask('main', entities), expected }]
      : []),
    ...Object.entries(perEntity ?? {}).map(([ref, numbers]) => ({
      name: ref,
      question: ask(ref, [ref]),
      expected: numbers,
    })),
  ];
  if (rollup) {
    const question = ask('rollup', entities);
    all.push({ name: 'the roll-up', question, expected: rollup });
  }
  if (one.variant) {
    const query = { ...one.query, ...one.variant.query };
    all.push({
      name: 'the variant',
      question: ask('variant', entities, query),
      expected: one.variant.expected,
    });
  }
  return all;
}
