import { createHash, createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Payload } from './Payload';

/** The one secret of all sources in {@link webhookConfig}. */
const SECRET = 'integration-webhook-secret';
const hmac = (bytes: Buffer | string) =>
  createHmac('sha256', SECRET).update(bytes).digest('hex');
const bearer = () => ({ Authorization: `Bearer ${SECRET}` });

type Prove = (
  body: Buffer,
  about: { readonly event: string; readonly id: string },
) => Record<string, string>;

/** How each system proves a delivery and names its event, which begins the name of the file. */
const SYSTEMS: Readonly<Record<string, Prove>> = {
  alertmanager: bearer,
  'argo-rollouts': bearer,
  'argo-workflows': bearer,
  argocd: () => ({ 'X-Quality-Gates-Token': SECRET }),
  cdevents: bearer,
  flagger: bearer,
  github: (body, { event, id }) => ({
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': id,
    'X-Hub-Signature-256': `sha256=${hmac(body)}`,
  }),
  gitlab: (_, { event, id }) => ({
    'X-Gitlab-Event': `${titleOf(event === 'build' ? 'job' : event)} Hook`,
    'X-Gitlab-Token': SECRET,
    'Idempotency-Key': id,
  }),
  'grafana-irm': (body, { event }) => {
    if (event !== 'incident') return bearer();
    const seconds = Math.floor(Date.now() / 1000);
    const digest = createHash('sha256').update(body).digest('base64');
    const v1 = hmac(`${digest}:${seconds}:v1`);
    return { 'GI-Signature': `t=${seconds},v1=${v1}` };
  },
  launchdarkly: body => ({ 'X-LD-Signature': hmac(body) }),
  opsgenie: bearer,
  pagerduty: body => ({ 'X-PagerDuty-Signature': `v1=${hmac(body)}` }),
  sentry: (body, { event, id }) => ({
    'Request-ID': id,
    'Sentry-Hook-Resource': event,
    'Sentry-Hook-Timestamp': '1741608601',
    'Sentry-Hook-Signature': hmac(body),
  }),
  tekton: (_, { event, id }) => ({
    ...bearer(),
    'ce-specversion': '1.0',
    'ce-id': id,
    'ce-source': '/tekton',
    'ce-type': `dev.tekton.event.${event}.successful.v1`,
  }),
};
/** Begins the names of payloads of the corpus, among which are some that are meant to be refused. */
export const RECORDED = 'corpus ';
/** Folders of the corpus that have another name than the source. */
const CORPUS_FOLDERS: Readonly<Record<string, string>> = {
  'grafana-irm': 'grafana',
  cdevents: 'cdevents/spec-v0.4.1',
};

/** `qualityGates.sources` with an instance of every system. */
export function webhookConfig(): object {
  const webhook = { secrets: [SECRET] };
  return Object.fromEntries(
    Object.keys(SYSTEMS).map(type => [type, { type, webhook }]),
  );
}

/** The fixtures of every system that sends webhooks, and its files of the corpus where that is set. */
export function webhookPayloads(): Payload[] {
  const sources = join(
    dirname(
      require.resolve(
        '@quality-gates/backstage-plugin-quality-gates-backend/package.json',
      ),
    ),
    'src/sources',
  );
  const corpus = process.env.QUALITY_GATES_CORPUS;
  return Object.keys(SYSTEMS).flatMap(system => {
    const own = join(sources, system, '__fixtures__');
    const recorded =
      corpus && join(corpus, 'webhooks', CORPUS_FOLDERS[system] ?? system);
    return [
      ...webhooksIn(own, system, ''),
      ...(recorded && existsSync(recorded)
        ? webhooksIn(recorded, system, RECORDED)
        : []),
    ];
  });
}

function webhooksIn(folder: string, system: string, prefix: string): Payload[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => {
      const body = readFileSync(join(folder, name));
      return {
        name: `${prefix}${system} ${name}`,
        door: '/webhooks/{source}',
        path: `/webhooks/${system}`,
        format: 'json',
        body,
        ownIds: ownIdsOf(JSON.parse(body.toString())),
        headersOf: (bytes, id) => ({
          'Content-Type': 'application/json',
          ...SYSTEMS[system](bytes, { event: name.split('.')[0], id }),
        }),
      };
    });
}

/** Ids of deliveries that stand in the body: PagerDuty's, LaunchDarkly's and those of CloudEvents. */
function ownIdsOf(payload: {
  readonly event?: { readonly id?: unknown };
  readonly _id?: unknown;
  readonly id?: unknown;
}): Buffer[] {
  return [payload.event?.id, payload._id, payload.id]
    .filter(id => typeof id === 'string')
    .map(id => Buffer.from(id));
}

function titleOf(words: string): string {
  return words
    .split('_')
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join(' ');
}
