/** Something valid to send to a door. */
export interface Payload {
  readonly name: string;
  /** The door as openapi.json names it. */
  readonly door: string;
  /** With the query. */
  readonly path: string;
  readonly format: 'json' | 'xml' | 'text' | 'protobuf';
  readonly body: Buffer;
  /** Bytes in the body that its receiver knows the message by: others of the same length make it a new message. */
  readonly ownIds?: readonly Buffer[];
  /** Type and proof of these very bytes, which may be other than `body`. */
  headersOf(body: Buffer, id: string): Record<string, string>;
}
