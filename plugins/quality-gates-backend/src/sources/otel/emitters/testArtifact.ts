import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { ownNumber, ownText } from '../attributeText';
import { testStatus, type TestSpan } from '../TestSpan';
import type { Emitter } from './Emitter';

/**
 * otel-upload-test-artifact: a JUnit file as spans, uploaded by the job and sent on by otel-export-trace-action.
 *
 * Sent on, cases get new span ids and lose their suite; all of one file keep the same lost parent. The counters of a
 * suite are not its cases. A skipped case has an OK status and an attribute why.
 * Source: inception-health/otel-export-trace-action src/tracing/trace-junit.ts, trace-otlp-file.ts.
 */
export const testArtifact: Emitter = {
  id: 'test-artifact',
  read(span) {
    const scope = ownText(span, 'test.scope');
    if (scope === 'Case') return { span, test: readCase(span) };
    if (scope !== 'Suite' && scope !== 'Run') return undefined;
    const suite = ownText(span, 'test.name') || span.name;
    // A run holds suites, which have counters of their own.
    const total = scope === 'Suite' ? ownNumber(span, 'test.tests') : undefined;
    return { span, test: { tool: 'junit', suite, total } };
  },
};

function readCase(span: Span): TestSpan {
  return {
    tool: 'junit',
    suite: ownText(span, 'test.classname') || undefined,
    testCase: {
      name: ownText(span, 'test.name') || span.name,
      status: statusOf(span),
      durationSeconds: ownNumber(span, 'test.time'),
      message:
        ownText(span, 'test.failure.0.message') ||
        ownText(span, 'test.error.0.message') ||
        undefined,
    },
  };
}

function statusOf(span: Span) {
  const keys = Object.keys(span.attributes);
  const says = (prefix: string) => keys.some(key => key.startsWith(prefix));
  if (says('test.failure.') || says('test.error.')) return 'failed';
  if (says('test.skipped')) return 'skipped';
  return testStatus(ownText(span, 'test.status'), span.statusCode);
}
