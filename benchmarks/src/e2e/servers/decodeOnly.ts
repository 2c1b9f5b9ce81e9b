import { decodeTracesProtobuf } from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/decodeTracesProtobuf';
import { receiveTraces } from './receiveTraces';

/** The upper bound of P4: our decoder, and nothing after it. */
receiveTraces(body => {
  decodeTracesProtobuf(body);
});
