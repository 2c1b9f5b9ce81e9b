import { hasOwn, ownText } from '../attributeText';
import { testStatus } from '../TestSpan';
import type { Emitter } from './Emitter';

/** How pytest says that it broke off. */
const BROKEN: ReadonlySet<string> = new Set([
  'interrupted',
  'internal_error',
  'usage_error',
]);
const PREFIX = 'Running ';

/**
 * pytest-otel: a session and one span a test. Newer versions use the conventions' names, under which they are read.
 *
 * The session has no status of a test but that of pytest itself. A test that was expected to fail and did counts as
 * skipped, as pytest reports it.
 * Source: elastic/apm-pipeline-library resources/scripts/pytest_otel.
 */
export const pytestOtel: Emitter = {
  id: 'pytest-otel',
  read(span) {
    const tool = 'pytest';
    const status = ownText(span, 'tests.status');
    if (hasOwn(span, 'tests.name')) {
      const testCase = {
        name: ownText(span, 'tests.name') || span.name.slice(PREFIX.length),
        status: testStatus(status, span.statusCode),
        durationSeconds: (span.endedAt - span.startedAt) / 1000,
        message: ownText(span, 'tests.message') || undefined,
      };
      return { span, test: { tool, testCase } };
    }
    if (status === '') return undefined;
    const incomplete = BROKEN.has(status) ? `pytest: ${status}` : undefined;
    return { span, test: { tool, suite: span.name, incomplete } };
  },
};
