import { randomBytes } from 'node:crypto';
import { ResponseError } from '@backstage/errors';
import type { DateTime } from 'luxon';
import { apiUrl, token } from '../portal/test';

type Attributes = Readonly<Record<string, string>>;

/** A failed build of a Jenkins pipeline. */
export interface JenkinsBuild {
  readonly job: string;
  readonly number: number;
  /** `owner/name` of a repository on github.com. */
  readonly repository: string;
  readonly startedAt: DateTime;
  /** What the failing shell step says. */
  readonly message: string;
}

/**
 * Sends a build of four minutes as Jenkins' OpenTelemetry plugin does: phases, agent, stages and steps, the repository
 * on the checkout step alone, results in `jenkins.pipeline.step.result`. The shell step of stage "Test" fails.
 */
export async function sendJenkinsTrace(build: JenkinsBuild): Promise<void> {
  const { job, number, repository, message } = build;
  const traceId = randomBytes(16).toString('hex');
  const spans: object[] = [];
  const add = createSpans({ traceId, startedAt: build.startedAt, spans });
  const root = add(`BUILD ${job}`, [0, 240], {
    kind: 2,
    attributes: {
      'ci.pipeline.id': job,
      'ci.pipeline.name': job,
      'ci.pipeline.run.number': String(number),
      'ci.pipeline.run.url': `https://jenkins.example.com/job/${job}/${number}/`,
      'ci.pipeline.run.result': 'FAILURE',
    },
    failed: '',
  });
  add('Phase: Start', [0, 5], { parent: root });
  const phase = add('Phase: Run', [5, 235], { parent: root });
  const agent = add('Agent', [5, 230], {
    parent: phase,
    attributes: step('node'),
  });
  add('Agent Allocation', [5, 20], { parent: agent, attributes: step('node') });
  const compile = add('Stage: Build', [20, 100], {
    parent: agent,
    attributes: { ...step('stage'), 'jenkins.pipeline.step.result': 'SUCCESS' },
  });
  add('git: checkout', [20, 30], {
    parent: compile,
    kind: 3,
    attributes: {
      ...step('git'),
      'git.repository': repository,
      'git.branch': 'main',
      'server.address': 'github.com',
      'url.full': `https://github.com/${repository}.git`,
    },
  });
  add('Shell Script', [30, 100], { parent: compile, attributes: step('sh') });
  const testing = add('Stage: Test', [100, 230], {
    parent: agent,
    attributes: { ...step('stage'), 'jenkins.pipeline.step.result': 'FAILURE' },
    failed: message,
  });
  add('npm test', [100, 230], {
    parent: testing,
    attributes: step('sh'),
    failed: message,
  });
  add('Phase: Finalise', [235, 240], { parent: root });
  await send(spans);
}

function step(type: string): Attributes {
  return { 'jenkins.pipeline.step.type': type };
}

function createSpans(trace: {
  traceId: string;
  startedAt: DateTime;
  spans: object[];
}) {
  const nanos = (seconds: number) =>
    `${trace.startedAt.plus({ seconds }).toMillis()}000000`;
  return (
    name: string,
    [from, to]: readonly [number, number],
    about: {
      parent?: string;
      kind?: number;
      attributes?: Attributes;
      /** Message of the failure. */
      failed?: string;
    },
  ): string => {
    const spanId = randomBytes(8).toString('hex');
    const { parent, kind = 1, attributes = {}, failed } = about;
    trace.spans.push({
      traceId: trace.traceId,
      spanId,
      ...(parent && { parentSpanId: parent }),
      name,
      kind,
      startTimeUnixNano: nanos(from),
      endTimeUnixNano: nanos(to),
      attributes: toKeyValues(attributes),
      status: failed === undefined ? { code: 1 } : { code: 2, message: failed },
    });
    return spanId;
  };
}

function toKeyValues(attributes: Attributes) {
  return Object.entries(attributes).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));
}

async function send(spans: readonly object[]): Promise<void> {
  const response = await fetch(apiUrl('/otlp/v1/traces'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: {
            attributes: toKeyValues({
              'service.name': 'jenkins',
              'jenkins.url': 'https://jenkins.example.com/',
            }),
          },
          scopeSpans: [{ scope: { name: 'io.jenkins.opentelemetry' }, spans }],
        },
      ],
    }),
  });
  if (!response.ok) throw await ResponseError.fromResponse(response);
}
