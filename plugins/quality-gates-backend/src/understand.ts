import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Attribute } from './attribution/types';
import type { Environments } from './environments';
import { belongsToNobody } from './store';
import type {
  AttributedFact,
  DeliveryOutcome,
  WholeTrace,
} from './store/types';
import { type Counters, pipelineOf, withSpan } from './telemetry';

/** What is needed to make facts of bytes and to say whose they are. */
export interface UnderstandOptions {
  /** The source that understands deliveries with this source id; undefined = no longer configured. */
  readonly sourceOf: (sourceId: string) => Source | undefined;
  readonly factsOfTrace: (trace: WholeTrace) => Fact[];
  readonly attribute: Attribute;
  /** A fact matched nothing in the catalog as it was last read. */
  readonly onNoMatch: () => void;
  readonly environments: Environments;
  readonly counters: Counters;
  readonly logger: LoggerService;
}

/** What a delivery says and whose it is. Never throws: what goes wrong is the delivery's outcome. */
export function understandDelivery(
  delivery: Delivery,
  options: UnderstandOptions,
): DeliveryOutcome {
  const { source: sourceId, kind } = delivery;
  return withSpan(
    'quality_gates.delivery',
    {
      attributes: {
        'quality_gates.source': sourceId,
        'quality_gates.kind': kind,
      },
      pipeline: pipelineOf(delivery.headers),
    },
    span => {
      const source = options.sourceOf(sourceId);
      if (!source) {
        return {
          state: 'failed',
          reason: `Nothing is configured under qualityGates.sources.${sourceId}`,
          facts: [],
        };
      }
      let facts: AttributedFact[];
      try {
        facts = source
          .normalise(delivery)
          .map(fact => attributeFact(fact, options));
      } catch (error) {
        if (!(error instanceof InputError)) {
          options.logger.error(
            `Could not understand a ${kind} delivery of ${sourceId}`,
            asError(error),
          );
        }
        return { state: 'failed', reason: asError(error).message, facts: [] };
      }
      const state = stateOf(facts);
      span.setAttributes({
        'quality_gates.state': state,
        'quality_gates.facts': facts.length,
      });
      return state === 'ignored'
        ? {
            state,
            reason: `Nothing in a ${kind} delivery concerns Quality Gates`,
            facts,
          }
        : { state, facts };
    },
  );
}

function stateOf(
  facts: readonly AttributedFact[],
): 'stored' | 'unmapped' | 'ignored' {
  if (facts.length === 0) return 'ignored';
  return facts.some(({ attribution }) => belongsToNobody(attribution))
    ? 'unmapped'
    : 'stored';
}

/** The facts of whole traces, and whose they are. */
export function understandTraces(
  traces: readonly WholeTrace[],
  options: UnderstandOptions,
): AttributedFact[] {
  return withSpan(
    'quality_gates.delivery',
    {
      attributes: {
        'quality_gates.source': 'otlp',
        'quality_gates.traces': traces.length,
      },
      pipeline: traces.flatMap(({ spans }) => {
        const root = spans.find(span => span.parentSpanId === null) ?? spans[0];
        return root ? [{ traceId: root.traceId, spanId: root.spanId }] : [];
      }),
    },
    span => {
      const facts = traces.flatMap(trace => options.factsOfTrace(trace));
      span.setAttribute('quality_gates.facts', facts.length);
      return facts.map(fact => attributeFact(fact, options));
    },
  );
}

function attributeFact(fact: Fact, options: UnderstandOptions): AttributedFact {
  const attribution = options.attribute({
    type: fact.type,
    subject: fact.subject,
    reportedBy: fact.reportedBy ?? null,
  });
  if (belongsToNobody(attribution)) {
    const { reason = 'no-match' } = attribution;
    options.counters.unmapped(fact.type, reason);
    if (reason === 'no-match') options.onNoMatch();
  }
  return {
    fact: withCanonicalEnvironment(fact, options.environments),
    attribution,
  };
}

/** Whatever type of fact names an environment: all of them are asked for by its canonical name. */
function withCanonicalEnvironment(
  fact: Fact,
  environments: Environments,
): Fact {
  const { data } = fact;
  if (!('environment' in data) || data.environment === undefined) return fact;
  const environment = environments.canonical(data.environment);
  return { ...fact, data: { ...data, environment } } as Fact;
}

function asError(error: unknown): Error {
  return isError(error) ? error : new Error(String(error));
}
