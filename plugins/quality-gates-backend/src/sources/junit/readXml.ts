/**
 * XML from strangers, read as a stream: saxes demands well-formed documents, knows no entities but XML's own five, and
 * the only other way to define some, a DTD, is refused. Nothing of the document is kept but its test cases.
 */
import { InputError } from '@backstage/errors';
import { SaxesParser } from 'saxes';
import { JunitReader, type JunitResults } from './JunitReader';

/** Elements inside elements. Runners nest suites about as deep as folders. */
const MOST_DEPTH = 100;

/**
 * The test cases of a document. Throws InputError naming line and column where it is not well-formed, holds a DTD, or
 * is nested deeper than 100 elements; and when it is no JUnit document at all.
 */
export function readXml(body: Uint8Array): JunitResults {
  const text = decode(body);
  const parser = new SaxesParser();
  const reader = new JunitReader();
  const refuse = (reason: string) =>
    new InputError(
      `JUnit: line ${parser.line}, column ${parser.column}: ${reason}`,
    );
  let depth = 0;
  parser.on('error', () => {
    // Without the parser's words: they quote the document.
    throw refuse('is not well-formed XML');
  });
  parser.on('doctype', () => {
    throw refuse('a DTD is not allowed');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw refuse('is nested too deep');
    if (depth === 1 && name !== 'testsuites' && name !== 'testsuite') {
      throw refuse('the root must be testsuites or testsuite');
    }
    reader.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    reader.close(name);
  });
  parser.on('text', part => reader.text(part));
  parser.on('cdata', part => reader.text(part));
  parser.write(text).close();
  return reader.results();
}

/** Text in the encoding that the XML declaration names; UTF-8 without one. */
function decode(body: Uint8Array): string {
  const start = Buffer.from(body.subarray(0, 200)).toString('latin1');
  const declared =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start)?.[1];
  try {
    return new TextDecoder(declared ?? 'utf-8', { fatal: true }).decode(body);
  } catch {
    throw new InputError(
      'JUnit: the bytes are not text in the encoding that the file declares (UTF-8 without one)',
    );
  }
}
