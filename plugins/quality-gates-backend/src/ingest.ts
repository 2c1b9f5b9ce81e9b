import type {
  AcceptedDelivery,
  DeliveryRow,
  NewDelivery,
  TraceRequest,
} from './store/types';

export type { AcceptedDelivery, DeliveryRow, NewDelivery, TraceRequest };

/** Where verified bytes go. The doors know only this. */
export interface Ingest {
  /**
   * Keeps a delivery; it is understood right after. Throws InputError when the source refuses a wrong body at the door
   * (plain doors), ServiceUnavailableError when it could not be made durable: the sender may repeat it.
   */
  accept(delivery: NewDelivery): Promise<AcceptedDelivery>;
  /**
   * Stores spans and what they say, in a group with other requests; resolves after the commit. Throws
   * ServiceUnavailableError when the queue is full or the database is away.
   */
  acceptTraces(request: TraceRequest): Promise<void>;
}
