/**
 * CloudEvents over HTTP, for sources whose systems send them: binary mode (attributes in `ce-*` headers, the body is
 * the data), structured mode (`application/cloudevents+json`, one envelope around the data) and batches
 * (`application/cloudevents-batch+json`, a list of envelopes). The modes are told apart by what is there, not by the
 * media type, which proxies and scripts get wrong.
 * Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
import { z } from 'zod';
import type { Delivery } from './Delivery';
import { parseJson, readPayload } from './readPayload';
import type { ReceivedRequest, WebhookIngress } from './Source';

/** The kind of a delivery that is a list of events. */
export const CLOUD_EVENTS_BATCH = 'batch';

/** Longest delivery id that the door takes; a longer one is left to the digest of the body. */
const MAX_ID = 255;
const TYPE_HEADER = 'ce-type';

/** One event, as far as sources need it. */
export interface CloudEvent {
  readonly type: string;
  readonly data: unknown;
}

const envelope = z
  .object({
    specversion: z.string(),
    type: z.string(),
    data: z.unknown().optional(),
    data_base64: z.string().optional(),
  })
  .transform(({ type, data, data_base64 }) => ({
    type,
    data:
      data_base64 === undefined
        ? data
        : parseJson(Buffer.from(data_base64, 'base64')),
  }));
const batch = z.array(envelope);
const object = z.record(z.string(), z.unknown());

/** What a webhook of CloudEvents needs beside its proof. The kind of a delivery is the type of its event. */
export const cloudEventsIngress: Pick<
  WebhookIngress,
  'headers' | 'kind' | 'externalId'
> = {
  headers: [TYPE_HEADER],
  kind: request => {
    const json = parseJson(request.body);
    if (Array.isArray(json)) return CLOUD_EVENTS_BATCH;
    return attribute(request, 'type', json);
  },
  /**
   * Source and id make an event one of a kind; the type is added for emitters that count by type. A batch has no id.
   */
  externalId: request => {
    const json = parseJson(request.body);
    const parts = ['type', 'source', 'id'].map(name =>
      attribute(request, name, json),
    );
    const id = parts.join(' ');
    return parts.every(Boolean) && id.length <= MAX_ID ? id : undefined;
  },
};

/**
 * The events of a delivery: one, or those of a batch. A body that is no envelope is taken as the data of an event of
 * the delivery's kind. Throws InputError for a body that is neither an object nor a list of envelopes.
 */
export function readCloudEvents(
  delivery: Delivery,
  about: { readonly system: string; readonly hint?: string },
): CloudEvent[] {
  if (delivery.kind === CLOUD_EVENTS_BATCH) {
    return readPayload(batch, delivery, about);
  }
  const body = readPayload(object, delivery, about);
  const wrapped =
    delivery.headers[TYPE_HEADER] === undefined
      ? envelope.safeParse(body).data
      : undefined;
  return [{ type: delivery.kind, data: wrapped ? wrapped.data : body }];
}

/** From the headers, else from the envelope. */
function attribute(
  { headers }: ReceivedRequest,
  name: string,
  json: unknown,
): string | undefined {
  const inBody = (json as Readonly<Record<string, unknown>> | null)?.[name];
  return (
    headers[`ce-${name}`] ?? (typeof inBody === 'string' ? inBody : undefined)
  );
}
