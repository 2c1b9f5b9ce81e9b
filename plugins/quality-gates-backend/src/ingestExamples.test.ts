import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ingestSchemas,
  type IngestDoor,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { builtinSources } from './sources';

const page = readFileSync(
  resolve(__dirname, '../../../docs/ingest.md'),
  'utf8',
);

describe('docs/ingest.md', () => {
  const examples = [
    ...page.matchAll(/"\$QG\/([\w-]+)" -d \\\n +'([^']+)'/g),
  ].map(([, door, body]) => [door as IngestDoor, body] as const);

  it('has an example for each plain door', () => {
    expect(examples.map(([door]) => door).sort()).toEqual(
      Object.keys(ingestSchemas).sort(),
    );
  });

  it.each(examples)('%s would be accepted', (door, body) => {
    const { error } = ingestSchemas[door].safeParse(JSON.parse(body));
    expect(error).toBeUndefined();
  });

  it('has an example for each format of a file', () => {
    const formats = builtinSources.flatMap(({ ingress }) =>
      ingress.flatMap(one => (one.type === 'file' ? [one.format] : [])),
    );
    const named = [...page.matchAll(/"\$QG\/files\/([\w-]+)\?/g)];
    expect(named.map(([, format]) => format).sort()).toEqual(formats.sort());
  });
});
