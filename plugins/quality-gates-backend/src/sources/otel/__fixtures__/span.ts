import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';

export const TRACE_ID = '77b1d0e42a3a232efbdfa7a1ad4de936';
/** 2025-03-10T10:00:00Z; `startedAt` and `endedAt` of {@link span} are seconds after it. */
export const START = Date.UTC(2025, 2, 10, 10);
/** What a CI system says of a run in the resource of all its spans. */
export const RESOURCE: Attributes = {
  'service.name': 'ci',
  'cicd.pipeline.name': 'Build and deploy',
  'cicd.pipeline.run.id': '7001',
  'cicd.pipeline.run.url.full':
    'https://github.com/Acme/Payments/actions/runs/7001',
  'vcs.provider.name': 'github',
  'vcs.repository.url.full': 'https://github.com/Acme/Payments',
  'vcs.ref.head.name': 'main',
  'vcs.ref.head.revision': 'a1b2c3',
};

/** What another run says of itself that this one started. */
export const DOWNSTREAM: Attributes = {
  ...RESOURCE,
  'cicd.pipeline.run.id': '7002',
  'cicd.pipeline.run.url.full':
    'https://github.com/Acme/Payments/actions/runs/7002',
};

/** A span named by its id; times in seconds from {@link START}. */
export function span(
  spanId: string,
  given: Partial<Omit<Span, 'attributes'>> & {
    at?: readonly [number, number];
    attributes?: Record<string, Attributes[string]>;
  } = {},
): Span {
  const { at = [0, 60], ...rest } = given;
  return {
    traceId: TRACE_ID,
    spanId,
    parentSpanId: null,
    name: spanId,
    kind: 1,
    startedAt: START + at[0] * 1000,
    endedAt: START + at[1] * 1000,
    statusCode: 0,
    statusMessage: '',
    events: [],
    links: [],
    scopeName: '',
    scopeAttributes: {},
    resourceAttributes: RESOURCE,
    attributes: {},
    ...rest,
  };
}

/** The span of a run that ended well. */
export function runSpan(given: Parameters<typeof span>[1] = {}): Span {
  return span('run', {
    name: 'RUN Build and deploy',
    kind: 2,
    at: [0, 300],
    ...given,
    attributes: { 'cicd.pipeline.result': 'success', ...given.attributes },
  });
}

/** A task below `run` that ended well. */
export function taskSpan(
  spanId: string,
  given: Parameters<typeof span>[1] = {},
): Span {
  return span(spanId, {
    parentSpanId: 'run',
    ...given,
    attributes: {
      'cicd.pipeline.task.name': spanId,
      'cicd.pipeline.task.run.id': `${spanId}-1`,
      'cicd.pipeline.task.run.result': 'success',
      ...given.attributes,
    },
  });
}
