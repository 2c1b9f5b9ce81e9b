import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Attribute } from './attribution/types';
import type { Environments } from './environments';
import type { ApplyRules } from './rules';
import { belongsToNobody } from './store';
import type {
  AttributedFact,
  DeliveryOutcome,
  TraceReading,
} from './store/types';
import { type Counters, pipelineOf, withSpan } from './telemetry';

/** What is needed to make facts of bytes and to say whose they are. */
export interface UnderstandOptions {
  /** The source that understands deliveries with this source id and kind; undefined = no longer configured. */
  readonly sourceOf: (sourceId: string, kind: string) => Source | undefined;
  /** `qualityGates.rules`. */
  readonly applyRules: ApplyRules;
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
      const source = options.sourceOf(sourceId, kind);
      if (!source) {
        return {
          state: 'failed',
          reason: `Nothing is configured under qualityGates.sources.${sourceId}`,
          facts: [],
        };
      }
      let facts: AttributedFact[];
      try {
        // No token is named like this: they have no slash.
        const reporter = `webhooks/${sourceId}`;
        facts = options
          .applyRules(source.normalise(delivery), reporter)
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

/** What traces say, and whose it is. */
export function attributeTraces(
  readings: readonly TraceReading[],
  options: UnderstandOptions,
): AttributedFact[] {
  return withSpan(
    'quality_gates.delivery',
    {
      attributes: {
        'quality_gates.source': 'otlp',
        'quality_gates.traces': readings.length,
      },
      pipeline: readings.map(({ traceId, topSpanId }) => ({
        traceId,
        spanId: topSpanId,
      })),
    },
    span => {
      const facts = readings.flatMap(({ traceId, spanCount, facts: read }) => {
        const trace = { id: traceId, spans: spanCount };
        return options
          .applyRules(read, 'otlp')
          .map(fact => (fact.trace ? fact : { ...fact, trace }));
      });
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
  if (environment === data.environment) return fact;
  return { ...fact, data: { ...data, environment } } as Fact;
}

function asError(error: unknown): Error {
  return isError(error) ? error : new Error(String(error));
}
