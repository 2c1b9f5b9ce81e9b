/** What OTLP traces of pipelines say, and how a run's trace is drawn. */
export { factsOfTrace, type TraceRules } from './spansToFacts';
export { spansOfRun } from './traceView';
