import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { cdevents } from './index';

const folder = join(
  process.env.QUALITY_GATES_CORPUS ?? '',
  'webhooks/cdevents/spec-v0.4.1',
);
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);

/** What each file says, by subject and predicate; null = nothing. */
const EXPECTED: Readonly<Record<string, object | null>> = {
  pipelinerun_queued: { type: 'run', phase: 'pending' },
  pipelinerun_started: { type: 'run', phase: 'executing' },
  pipelinerun_finished: { type: 'run', data: { result: 'failure' } },
  taskrun_started: { type: 'task', phase: 'executing' },
  taskrun_finished: { type: 'task', data: { result: 'failure' } },
  service_deployed: { type: 'deployment', data: { environment: 'test123' } },
  service_upgraded: { type: 'deployment', data: { status: 'upgraded' } },
  service_rolledback: { type: 'deployment', data: { status: 'rolledback' } },
  change_created: {
    type: 'change',
    key: 'example.org/testrepo/testorg#mySubject123',
  },
  change_merged: { type: 'change', phase: 'terminal' },
  change_reviewed: { type: 'change', phase: 'executing' },
  change_abandoned: { type: 'change', phase: 'terminal' },
  incident_detected: { type: 'incident', phase: 'executing' },
  incident_reported: { type: 'incident', phase: 'executing' },
  incident_resolved: { type: 'incident', phase: 'terminal' },
  ...nothing('change', ['updated']),
  ...nothing('service', ['published', 'removed']),
  ...nothing('environment', ['created', 'modified', 'deleted']),
  ...nothing('repository', ['created', 'modified', 'deleted']),
  ...nothing('branch', ['created', 'deleted']),
  ...nothing('build', ['queued', 'started', 'finished']),
  ...nothing('artifact', ['packaged', 'signed', 'published']),
  ...nothing('artifact', ['downloaded', 'deleted']),
  ...nothing('testcaserun', ['queued', 'started', 'finished', 'skipped']),
  ...nothing('testsuiterun', ['queued', 'started', 'finished']),
  ...nothing('testoutput', ['published']),
  ...nothing('ticket', ['created', 'updated', 'closed']),
};

function nothing(subject: string, predicates: readonly string[]) {
  return Object.fromEntries(predicates.map(p => [`${subject}_${p}`, null]));
}

describe('the corpus of CDEvents', () => {
  if (!present) {
    it.todo('is understood or ignored (QUALITY_GATES_CORPUS is not set)');
    return;
  }
  const files = readdirSync(folder);

  it('has an expectation for each file', () => {
    expect(files.map(name => name.replace('.json', '')).sort()).toEqual(
      Object.keys(EXPECTED).sort(),
    );
  });

  it.each(Object.entries(EXPECTED))('is understood: %s', (name, fact) => {
    const data = JSON.parse(
      readFileSync(join(folder, `${name}.json`), 'utf8'),
    ) as { context: { type: string; id: string; source: string } };
    const { type, id, source } = data.context;
    const envelope = { specversion: '1.0', type, id, source, data };
    const expected = fact === null ? [] : [fact];
    expect(cdevents.normalise(deliver(type, data))).toMatchObject(expected);
    expect(cdevents.normalise(deliver(type, envelope))).toEqual(
      cdevents.normalise(deliver(type, data)),
    );
  });
});
