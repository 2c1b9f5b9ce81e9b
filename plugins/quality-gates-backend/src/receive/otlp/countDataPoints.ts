import { WireType } from '@bufbuild/protobuf/wire';
import { parseJson } from '../validateBody';
import {
  readArray,
  readField,
  readObject,
  type JsonObject,
} from './jsonReader';
import { readBody, readEnd, readNested, type Fields } from './protobufReader';

/** Where data points lie: for each level the fields that lead on, by number and by name. */
type Path = readonly {
  readonly numbers: readonly number[];
  readonly names: readonly string[];
}[];

/** `metrics.proto`: resource → scope → metric → kind of metric → data points. */
const DATA_POINTS: Path = [
  { numbers: [1], names: ['resourceMetrics'] },
  {
    numbers: [2, 1000],
    names: ['scopeMetrics', 'instrumentationLibraryMetrics'],
  },
  { numbers: [2], names: ['metrics'] },
  {
    numbers: [5, 7, 9, 10, 11],
    names: ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'],
  },
  { numbers: [1], names: ['dataPoints'] },
];

/**
 * How many data points a request holds. Looks no deeper than it must to count them. Throws InputError
 * for a body that is no such request.
 */
export function countDataPoints(
  encoding: 'protobuf' | 'json',
  body: Uint8Array,
): number {
  if (encoding === 'json') {
    return countJson(readObject(parseJson(body), 'body'), DATA_POINTS);
  }
  const count = { items: 0 };
  readBody(body, countingFields(DATA_POINTS), count, undefined);
  return count.items;
}

function countingFields([level, ...deeper]: Path): Fields<
  { items: number },
  undefined
> {
  const nested = deeper.length > 0 ? countingFields(deeper) : undefined;
  return Object.fromEntries(
    level.numbers.map(number => [
      number,
      [
        WireType.LengthDelimited,
        (reader, count, context, end) => {
          if (nested) readNested(reader, end, nested, count, context);
          else {
            reader.pos = readEnd(reader, end);
            count.items += 1;
          }
        },
      ],
    ]),
  );
}

function countJson(from: JsonObject, [level, ...deeper]: Path): number {
  let items = 0;
  for (const name of level.names) {
    // A kind of metric is a message, all other levels are lists.
    const children = Array.isArray(readField(from, name))
      ? readArray(from, name)
      : [readField(from, name)].filter(child => child !== undefined);
    for (const child of children) {
      const object = readObject(child, name);
      items += deeper.length > 0 ? countJson(object, deeper) : 1;
    }
  }
  return items;
}
