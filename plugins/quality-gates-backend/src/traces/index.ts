/** From the bytes of an OTLP request to what can be stored, beside the portal's own thread. */
export { createTraceReader } from './createTraceReader';
export { readTrace } from './readTraces';
