import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hasOwn, ownNumber, ownText } from '../attributeText';
import { testStatus, type TestSpan } from '../TestSpan';
import type { Emitter } from './Emitter';

/** What names of attributes begin with: those of today, then those of older versions. */
const CASE = [
  {
    prefix: 'tests.case.',
    classname: 'tests.case.classname',
    duration: 'tests.case.duration',
  },
  {
    prefix: 'test.',
    classname: 'test.classname',
    duration: 'test.duration',
  },
];
const SUITE = [
  {
    prefix: 'tests.suite.',
    suitename: 'tests.suite.suitename',
    total: 'tests.suite.total',
  },
  { prefix: 'tests.', suitename: 'tests.suitename', total: 'tests.total' },
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
    const own = CASE.find(({ classname }) => hasOwn(span, classname));
    if (own && hasOwn(span, own.duration)) {
      return { span, test: readCase(span, own.prefix) };
    }
    const suite = SUITE.find(
      ({ suitename, total }) => hasOwn(span, suitename) || hasOwn(span, total),
    );
    return suite ? { span, test: readSuite(span, suite.prefix) } : undefined;
  },
};

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
