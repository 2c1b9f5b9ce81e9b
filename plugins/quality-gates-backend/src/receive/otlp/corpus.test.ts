import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import request from 'supertest';
import { openDoors, TOKEN } from '../__testUtils__/openDoors';

const corpus = process.env.QUALITY_GATES_CORPUS;
const root = join(corpus ?? '.', 'otel');
const files = corpus
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
      .map(entry => relative(root, join(entry.parentPath, entry.name)))
      .filter(
        file =>
          'resourceSpans' in parseLeniently(file) || file.startsWith('edge/'),
      )
      .sort()
  : [];

function parseLeniently(file: string): object {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return {};
  }
}

/** Spans of a file, by a walk that knows nothing of our decoder. */
function countSpans(file: string): number {
  let spans = 0;
  JSON.stringify(parseLeniently(file), (key, value) => {
    if (key === 'spans') spans += value.length;
    return value;
  });
  return spans;
}

async function send(file: string) {
  const doors = openDoors();
  const response = await request(doors.app)
    .post('/otlp/v1/traces')
    .set('Authorization', `Bearer ${TOKEN}`)
    .set('Content-Type', 'application/json')
    .send(readFileSync(join(root, file), 'utf8'));
  return { ...doors, response };
}

const describeCorpus = corpus ? describe : describe.skip;
describeCorpus(
  `the OTLP corpus${corpus ? '' : ' (set QUALITY_GATES_CORPUS)'}`,
  () => {
    it('is there', () => {
      expect(files.length).toBeGreaterThan(20);
    });

    const named = (mark: string) => files.filter(file => file.includes(mark));

    it.each(named('.400.'))('%s is refused with 400', async file => {
      const { response, traces } = await send(file);
      expect(response.status).toBe(400);
      expect(response.body.code).toBe(3);
      expect(traces).toEqual([]);
    });

    it.each(named('.rejected.'))('%s is a partial success', async file => {
      const { response, traces } = await send(file);
      expect(response.status).toBe(200);
      expect(response.body.partialSuccess.rejectedSpans).toBe('1');
      expect(traces).toEqual([]);
    });

    it.each(named('edge/empty'))(
      '%s is a success without spans',
      async file => {
        const { response, traces } = await send(file);
        expect([response.status, response.body, traces]).toEqual([200, {}, []]);
      },
    );

    const whole = files.filter(
      file => !/\.(400|rejected)\.|edge\/empty/.test(file),
    );
    it.each(whole)('%s is stored with every span it holds', async file => {
      const { response, traces } = await send(file);
      expect([response.status, response.body]).toEqual([200, {}]);
      expect(traces[0].spans).toHaveLength(countSpans(file));
    });
  },
);
