import type { FactReader } from '../FactReader';
import { fillText } from '../fillText';
import type { GateRequest, ProbeContext } from '../GateKind';

/** What a test may say about the question; everything else is a plain one about `component:default/checkout`. */
export type ProbeContextOptions = Partial<
  Omit<ProbeContext<unknown>, 'params' | 'facts' | 'fill' | 'request'>
> & {
  readonly request?: Partial<GateRequest>;
  /** What the reader finds; all else it is asked for is empty. */
  readonly facts?: Partial<FactReader>;
  /** Parameters of the policy: name → value, or value and type. */
  readonly values?: Readonly<
    Record<string, string | { readonly type: string; readonly value: string }>
  >;
};

/** 2025-03-10T12:00:00Z: when a test looks, unless it says otherwise. */
export const KIT_NOW = Date.UTC(2025, 2, 10, 12);

const EMPTY_FACTS: FactReader = {
  testReports: async () => [],
  scanReports: async () => [],
  affectedSets: async () => [],
  gateReports: async () => [],
  openIncidents: async () => [],
  hasIncidentSource: async () => false,
  deployments: async () => [],
  tasks: async () => [],
  approvals: async () => [],
};

/** A question for probes in tests: version 1.5.0 of checkout to production, asked a minute ago. */
export function createProbeContext<TParams>(
  params: TParams,
  options: ProbeContextOptions = {},
): ProbeContext<TParams> {
  const { values = {}, facts, request: given, ...rest } = options;
  const now = rest.now ?? KIT_NOW;
  const request: GateRequest = {
    evaluationId: 'evaluation-1',
    entityRef: 'component:default/checkout',
    environment: 'production',
    version: '1.5.0',
    phase: 'pre-deploy',
    createdAt: now - 60_000,
    chainCreatedAt: now - 60_000,
    involved: [],
    ...given,
  };
  const valueOf = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? { type: 'string', value } : value;
  };
  const own = (more: Readonly<Record<string, string | number>>) =>
    function ownValue(name: string) {
      return Object.hasOwn(more, name)
        ? { type: 'string', value: more[name] }
        : valueOf(name);
    };
  return {
    gate: 'under-test',
    params,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checkout', namespace: 'default' },
    },
    previous: [],
    earlier: [],
    signal: new AbortController().signal,
    instant: word => instantOf(word, request, rest.deployment?.finishedAt),
    ...rest,
    now,
    request,
    facts: { ...EMPTY_FACTS, ...facts },
    fill: (text, escape, more = {}) => fillText(text, own(more), escape),
  };
}

function instantOf(word: string, request: GateRequest, deployedAt?: number) {
  switch (word) {
    case 'request.createdAt':
      return request.chainCreatedAt;
    case 'deployment.finishedAt':
      return deployedAt;
    default:
      return undefined;
  }
}
