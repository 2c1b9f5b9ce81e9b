import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  startLoopbackSource,
  type LoopbackAnswer,
  type LoopbackRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { makePolicy } from './makePolicy';
import { ASKING_TOKENS, makeComponent, startPlugin } from './startPlugin';

/** A policy of a component that has the same name. */
export interface AskedPolicy {
  readonly gates: JsonObject[];
  /** Besides `appliesTo` and `gates`. */
  readonly spec?: JsonObject;
  /** Of the component. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What the sources of a test answer. */
export type World = (request: LoopbackRequest) => LoopbackAnswer | undefined;

const TYPES = ['prometheus', 'alertmanager', 'github', 'argocd', 'http'];
const REPORTED = { environment: 'production', gate: 'contracts' };

/** A header of every source: nobody may ever see it. */
export const SOURCE_SECRET = 'Bearer s0urce-s3cret';

/** Sources of every type at a URL; each is named as its type. */
export function sourcesAt(url: string, rest: JsonObject = {}): JsonObject {
  const source = {
    url,
    headers: { Authorization: SOURCE_SECRET },
    allowPrivateAddress: true,
    ...rest,
  };
  return Object.fromEntries(TYPES.map(type => [type, { ...source, type }]));
}

function annotate(entity: Entity, own: AskedPolicy['annotations']): Entity {
  const { metadata } = entity;
  const annotations = { ...metadata.annotations, ...own };
  return { ...entity, metadata: { ...metadata, annotations } };
}

/**
 * A plugin with one policy for each component, sources that answer what the world says, and a pipeline that asks.
 * Components without a policy: `bare`.
 */
export async function startAsking(
  policies: Readonly<Record<string, AskedPolicy>>,
  options: { readonly sources?: (url: string) => JsonObject } = {},
) {
  let world: World = () => ({ status: 500 });
  const loopback = await startLoopbackSource(request => world(request));
  const plugin = await startPlugin({
    entities: [
      makeComponent('bare', 'acme/bare'),
      ...Object.entries(policies).map(([name, { annotations }]) =>
        annotate(makeComponent(name, `acme/${name}`), annotations),
      ),
    ],
    qualityGates: {
      ingest: {
        tokens: ASKING_TOKENS,
      },
      sources: (options.sources ?? sourcesAt)(loopback.url),
      policies: Object.entries(policies).map(([name, { gates, spec }]) => ({
        ...makePolicy(gates, {
          appliesTo: { entities: { name }, environments: ['production'] },
          ...spec,
        }),
        metadata: { name },
      })),
    },
  });
  await plugin.refreshCatalog();
  const refOf = (name: string) => `component:default/${name}`;
  return {
    plugin,
    requests: loopback.requests,
    /** From now on the sources answer so. */
    answer(next: World) {
      world = next;
    },
    /** Reports the gate `contracts`. */
    async report(name: string, version: string, rest: object = {}) {
      const answer = await plugin.send('/ingest/gate-outcomes', {
        ...REPORTED,
        entityRef: refOf(name),
        version,
        outcome: 'pass',
        at: new Date().toISOString(),
        ...rest,
      });
      await plugin.understood(answer);
    },
    /** Sends a report of tests; what the door answered. */
    async sendTests(name: string, commit: string, text: string) {
      const answer = await plugin.send(
        `/ingest/files/junit?entityRef=${refOf(name)}&commit=${commit}`,
        text,
        { 'Content-Type': 'application/xml' },
      );
      if (answer.status === 202) await plugin.understood(answer);
      return answer;
    },
    /** Asks, and waits for the decision; what was answered. */
    async ask(name: string, version: string, rest: object = {}, wait = '20s') {
      const asked = await plugin.send('/evaluations', {
        entityRef: refOf(name),
        environment: 'production',
        version,
        phase: 'pre-deploy',
        ...rest,
      });
      if (asked.status !== 201) return asked;
      return plugin.read(`/evaluations/${asked.body.id}?wait=${wait}`);
    },
    async stop() {
      await plugin.stop();
      await loopback.close();
    },
  };
}

/** A running plugin that is asked. */
export type Asking = Awaited<ReturnType<typeof startAsking>>;

/** An answer of Prometheus' query API: one sample of each value. */
export function vector(...values: string[]): LoopbackAnswer {
  const result = values.map((value, index) => ({
    metric: { instance: String(index) },
    value: [1, value],
  }));
  return {
    json: { status: 'success', data: { resultType: 'vector', result } },
  };
}
