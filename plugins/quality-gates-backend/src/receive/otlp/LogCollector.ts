import { stripVTControlCharacters } from 'node:util';
import type {
  Attributes,
  AttributeValue,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { LogExcerpt } from '../../ingest';
import { PayloadTooLargeError } from '../../otlp/PayloadTooLargeError';
import { SpanCollector } from '../../otlp/SpanCollector';

/** Records of one request. */
const MAX_RECORDS = 100_000;
/** Of one span in one request; the store keeps no more either. */
const MOST_LINES = 200;
/** Characters of a line; the rest is cut off. */
const MAX_LINE = 4_096;
/** Attributes that only CI systems set. */
const CI_KEY = /^(cicd|ci\.pipeline|jenkins|gitlab|github)\./;
const NO_ID = /^0*$/;

/** A log record under construction. */
export interface RecordDraft {
  traceId: string;
  spanId: string;
  /** Microseconds since the epoch; 0 = the sender does not say. */
  atMicros: number;
  observedMicros: number;
  body: AttributeValue;
  ofPipeline: boolean;
}

/** What one span printed. */
export interface PrintedLines extends LogExcerpt {
  /** How many records these lines were in, those that were cut off included. */
  readonly records: number;
}

/** A record to fill. */
export function newRecord(): RecordDraft {
  return {
    traceId: '',
    spanId: '',
    atMicros: 0,
    observedMicros: 0,
    body: null,
    ofPipeline: false,
  };
}

/** Whether attributes say that what carries them is of a pipeline. */
export function areOfPipeline(attributes: Attributes): boolean {
  return Object.keys(attributes).some(key => CI_KEY.test(key));
}

/** Takes the log records that a decoder reads. Attributes are bounded as those of spans. */
export class LogCollector extends SpanCollector {
  readonly #records: RecordDraft[] = [];

  /** Number of records so far: remembers where a scope or resource began. */
  get records(): number {
    return this.#records.length;
  }

  /** Throws PayloadTooLargeError past the bounds of a request. */
  addRecord(record: RecordDraft): void {
    if (this.#records.length >= MAX_RECORDS) {
      throw new PayloadTooLargeError(
        `A request may hold ${MAX_RECORDS} log records; send smaller batches`,
      );
    }
    this.#records.push(record);
  }

  /** Tells all records since `start` what their scope or resource says of them. */
  setOfPipeline(start: number, attributes: Attributes): void {
    if (!areOfPipeline(attributes)) return;
    for (let index = start; index < this.#records.length; index++) {
      this.#records[index].ofPipeline = true;
    }
  }

  /** The last lines of each span, oldest first; records of no span are left out. */
  get printed(): PrintedLines[] {
    const bySpan = new Map<string, RecordDraft[]>();
    for (const record of this.#records) {
      if (NO_ID.test(record.traceId) || NO_ID.test(record.spanId)) continue;
      const name = `${record.traceId} ${record.spanId}`;
      const own = bySpan.get(name);
      if (own) own.push(record);
      else bySpan.set(name, [record]);
    }
    return [...bySpan.values()].map(printedBy);
  }
}

function printedBy(records: readonly RecordDraft[]): PrintedLines {
  const [{ traceId, spanId }] = records;
  const timed = records
    .map(record => ({ record, at: record.atMicros || record.observedMicros }))
    .sort((a, b) => a.at - b.at);
  // From the end: what cannot be among the last lines is never cut into lines.
  const lines = [];
  let position = timed.length * MOST_LINES;
  for (const { record, at } of timed.toReversed()) {
    if (lines.length >= MOST_LINES) break;
    const texts = linesOf(record.body).slice(-MOST_LINES);
    for (const text of texts.toReversed()) {
      position -= 1;
      lines.push({ atMicros: at, position, text });
    }
  }
  return {
    traceId,
    spanId,
    ofPipeline: records.some(({ ofPipeline }) => ofPipeline),
    lines: lines.slice(0, MOST_LINES).reverse(),
    records: records.length,
  };
}

/** Text as it was printed, without colours; anything else as JSON. Empty lines at the end say nothing. */
function linesOf(body: AttributeValue): string[] {
  if (body === null) return [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return stripVTControlCharacters(text)
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map(line => line.slice(0, MAX_LINE));
}
