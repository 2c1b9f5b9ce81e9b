import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hasOwn, ownNumber, ownText } from '../attributeText';
import { testStatus, type TestSpan } from '../TestSpan';
import type { Emitter } from './Emitter';

/** What names of attributes begin with, and those by which they are known: first today's, then of older versions. */
const CASE = [
  { prefix: 'tests.case.', known: ['tests.case.classname'] },
  { prefix: 'test.', known: ['test.classname'] },
];
const SUITE = [
  {
    prefix: 'tests.suite.',
    known: ['tests.suite.suitename', 'tests.suite.total'],
  },
  { prefix: 'tests.', known: ['tests.suitename', 'tests.total'] },
];

/**
 * junit2otlp: a JUnit file as spans. Repository and branch are in `scm.*`, where the sender is not part of a run.
 *
 * Spans begin and end when the file is read, so that times are those of the attributes. Cases carry the attributes of
 * their suite too.
 * Source: mdelapenya/junit2otlp internal/transform/suites.go.
 */
export const junit2otlp: Emitter = {
  id: 'junit2otlp',
  read(span) {
    const own = namesIn(span, CASE);
    if (own && hasOwn(span, `${own.prefix}duration`)) {
      return { span, test: readCase(span, own.prefix) };
    }
    const suite = namesIn(span, SUITE);
    return suite ? { span, test: readSuite(span, suite.prefix) } : undefined;
  },
};

/** Loops, as every span of every trace comes by here. */
function namesIn(span: Span, versions: typeof CASE) {
  for (const version of versions) {
    for (const name of version.known) if (hasOwn(span, name)) return version;
  }
  return undefined;
}

function readCase(span: Span, prefix: string): TestSpan {
  const millis = ownNumber(span, `${prefix}duration`);
  return {
    tool: 'junit',
    suite: ownText(span, `${prefix}classname`) || undefined,
    testCase: {
      name: ownText(span, 'code.function') || span.name,
      status: testStatus(ownText(span, `${prefix}status`), span.statusCode),
      durationSeconds: millis === undefined ? undefined : millis / 1000,
      message:
        ownText(span, `${prefix}error`) ||
        ownText(span, `${prefix}message`) ||
        undefined,
    },
  };
}

function readSuite(span: Span, prefix: string): TestSpan {
  const millis = ownNumber(span, `${prefix}duration`);
  return {
    tool: 'junit',
    suite: ownText(span, `${prefix}suitename`) || span.name,
    total: ownNumber(span, `${prefix}total`),
    durationSeconds: millis === undefined ? undefined : millis / 1000,
  };
}
