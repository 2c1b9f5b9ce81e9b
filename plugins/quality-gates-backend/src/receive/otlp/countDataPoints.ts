import { parseJson } from '../../otlp/parseJson';
import {
  readArray,
  readField,
  readObject,
  type JsonObject,
} from '../../otlp/jsonReader';
import { BYTES, WireReader } from '../../otlp/WireReader';

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
  const reader = new WireReader(body);
  const count: Count = { path: DATA_POINTS, items: 0 };
  reader.fields(reader.length, countField, count);
  return count.items;
}

interface Count {
  readonly path: Path;
  items: number;
}

function countField(
  reader: WireReader,
  tag: number,
  end: number,
  count: Count,
): boolean {
  const [{ numbers }, ...path] = count.path;
  if ((tag & 7) !== BYTES || !numbers.includes(tag >>> 3)) return false;
  if (path.length === 0) {
    // What a data point holds is stepped over.
    count.items += 1;
    return false;
  }
  const nested = { path, items: 0 };
  reader.message(end, countField, nested);
  count.items += nested.items;
  return true;
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
