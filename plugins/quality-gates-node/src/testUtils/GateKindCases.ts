import type { JsonObject } from '@backstage/types';
import type { Measurement } from '../GateKind';
import type { ProbeContextOptions } from './createProbeContext';
import type { LoopbackAnswer, LoopbackRequest } from './startLoopbackSource';

/** One look of a probe. */
export interface GateKindCase {
  /** A true sentence: the title of the test. */
  readonly title: string;
  /** Instead of {@link GateKindCases.params}. */
  readonly params?: unknown;
  readonly context?: ProbeContextOptions;
  /** What the sources answer to each request; undefined = never. */
  readonly answer?: (request: LoopbackRequest) => LoopbackAnswer | undefined;
  /** What the measurement must hold, as `toMatchObject` compares. */
  readonly measurement?: Partial<Measurement>;
  /** Name of the error instead: the source answered, but with nothing that can be measured. */
  readonly throws?:
    | 'InputError'
    | 'NotAllowedError'
    | 'ServiceUnavailableError';
}

/** Everything `describeGateKind` needs to know of a kind. */
export interface GateKindCases {
  /** A valid `with`, placeholders of numbers resolved. */
  readonly params: unknown;
  /** Sources that `params` names: id → type. Absent for kinds that only read facts. All are one loopback server. */
  readonly sources?: Readonly<Record<string, string>>;
  /** More of `qualityGates` in app-config. */
  readonly config?: JsonObject;
  /** For all cases, each may say otherwise. */
  readonly context?: ProbeContextOptions;
  /** Looked, and saw what can be judged. */
  readonly value: GateKindCase;
  /** Looked, and saw nothing: no series, no report, no matching rule. */
  readonly empty: GateKindCase;
  /** Saw what is no number; for systems that can answer so. */
  readonly nan?: GateKindCase;
  /** Saw two things where one was asked for; for systems that can answer so. */
  readonly twoSeries?: GateKindCase;
  readonly more?: readonly GateKindCase[];
  /** `with` that must be refused, by what is wrong with it. */
  readonly wrongParams?: readonly {
    readonly title: string;
    readonly params: unknown;
  }[];
}
