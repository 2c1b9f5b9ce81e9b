import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { decodeTracesProtobuf } from './decodeTracesProtobuf';

const { LengthDelimited, Varint, Bit64, Bit32, StartGroup, EndGroup } =
  WireType;
const TRACE_ID = Buffer.from('5b8efff798038103d269b633813fc60c', 'hex');
const SPAN_ID = Buffer.from('eee19b7ec3c1b174', 'hex');

type Write = (writer: BinaryWriter) => unknown;
const message =
  (number: number, write: Write): Write =>
  writer => {
    writer.tag(number, LengthDelimited).fork();
    write(writer);
    writer.join();
  };
const encode = (...writes: Write[]) => {
  const writer = new BinaryWriter();
  writes.forEach(write => write(writer));
  return writer.finish();
};
const span = (more: Write = () => {}) =>
  message(2, writer => {
    writer.tag(1, LengthDelimited).bytes(TRACE_ID);
    writer.tag(2, LengthDelimited).bytes(SPAN_ID);
    more(writer);
  });
/** A request whose only span also has what `more` writes. */
const request = (more?: Write) => encode(message(1, message(2, span(more))));

describe('decodeTracesProtobuf', () => {
  it('knows resource and scope also when they come after the spans', () => {
    const named = (number: number): Write =>
      message(number, writer => {
        message(
          1,
          message(1, pair => pair.tag(1, LengthDelimited).string('r')),
        )(writer);
      });
    const scope: Write = message(1, w =>
      w.tag(1, LengthDelimited).string('late'),
    );
    const body = encode(
      message(1, writer => {
        message(2, inner => {
          span()(inner);
          scope(inner);
        })(writer);
        named(1)(writer);
      }),
    );
    const [decoded] = decodeTracesProtobuf(body).spans;
    expect(decoded.scopeName).toBe('late');
  });

  it('takes the attributes of a resource that comes last', () => {
    const resource = message(
      1,
      message(1, pair => pair.tag(1, LengthDelimited).string('r')),
    );
    const body = encode(message(1, w => [message(2, span())(w), resource(w)]));
    expect(decodeTracesProtobuf(body).spans[0].resourceAttributes).toEqual({
      r: null,
    });
  });

  it('reads the instrumentation libraries of old senders', () => {
    const library = message(1000, w => {
      message(1, scope => scope.tag(1, LengthDelimited).string('library'))(w);
      span()(w);
    });
    const { spans } = decodeTracesProtobuf(encode(message(1, library)));
    expect(spans.map(({ scopeName }) => scopeName)).toEqual(['library']);
  });

  it('skips unknown fields of every wire type, and known ones of another type', () => {
    const body = request(writer => {
      writer.tag(100, Varint).int64('-1');
      writer.tag(101, Bit64).double(1);
      writer.tag(102, Bit32).float(1);
      writer.tag(103, LengthDelimited).string('x');
      writer.tag(104, StartGroup).tag(1, Varint).int32(1).tag(104, EndGroup);
      writer.tag(5, Varint).int32(7);
      writer.tag(5, LengthDelimited).string('named');
    });
    expect(decodeTracesProtobuf(body).spans).toMatchObject([{ name: 'named' }]);
  });

  it('replaces bytes that are no UTF-8', () => {
    const body = request(w =>
      w.tag(5, LengthDelimited).bytes(Buffer.from([0x61, 0xff])),
    );
    expect(decodeTracesProtobuf(body).spans[0].name).toBe('a\uFFFD');
  });

  it.each<[string, Uint8Array]>([
    [
      'a nested message that is longer than the body',
      Buffer.from([0x0a, 0x05, 0x00]),
    ],
    [
      'a nested message that reaches into its neighbour',
      Buffer.from([0x0a, 0x02, 0x12, 0x04, 0x0a, 0x02, 0x12, 0x00]),
    ],
    [
      'a field that ends after its message',
      encode(
        message(1, w => w.raw(Buffer.from([0x1a, 0x09]))),
        message(1, w => w.raw(Buffer.alloc(8))),
      ),
    ],
    [
      'a number that ends after its message',
      request(w => w.raw(Buffer.from([0x39, 0, 0, 0]))),
    ],
    ['a varint without end', Buffer.alloc(20, 0xff)],
    ['field number 0', Buffer.from([0x00, 0x00])],
    ['wire type 6', Buffer.from([0x0e])],
    ['an end of a group that never began', Buffer.from([0x0c])],
    ['a group without end', Buffer.from([0x0b, 0x08, 0x01])],
    ['groups nested 1000 deep', Buffer.alloc(1000, 0x0b)],
    [
      'a length beyond 32 bits',
      Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
    ],
    ['a tag beyond 32 bits', Buffer.from([0x8a, 0x80, 0x80, 0x80, 0x10, 0x00])],
    ['JSON', Buffer.from('{"resourceSpans":[]}')],
    ['a body without its last byte', request().subarray(0, -1)],
  ])('refuses %s', (_, body) => {
    expect(() => decodeTracesProtobuf(body)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });

  it('refuses every proper prefix of a request that does not end between messages', () => {
    const body = request(w => w.tag(5, LengthDelimited).string('a name'));
    for (let length = 1; length < body.length; length++) {
      expect(() => decodeTracesProtobuf(body.subarray(0, length))).toThrow(
        expect.objectContaining({ name: 'InputError' }),
      );
    }
  });

  it('bounds what two bytes a thing can make of a large body', () => {
    const events = Buffer.alloc(2 * 4_000_001);
    for (let at = 0; at < events.length; at += 2) events[at] = 0x5a;
    expect(() => decodeTracesProtobuf(request(w => w.raw(events)))).toThrow(
      expect.objectContaining({ name: 'PayloadTooLargeError' }),
    );
  });
});
