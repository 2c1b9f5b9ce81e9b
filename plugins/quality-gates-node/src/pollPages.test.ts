import type { PollPage } from './Poll';
import {
  createPolledDelivery,
  createPollPage,
  pollComparisons,
} from './pollPages';

const ranges = (...names: string[]) => ({
  host: 'github.com',
  path: 'acme/pay',
  needsPaths: false,
  unknownRanges: names.map(name => ({ base: name, head: 'head' })),
});

async function pagesOf(pages: AsyncIterable<PollPage>) {
  const all: PollPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

describe('pollComparisons', () => {
  it('asks for each range once, and remembers one of which nothing is said', async () => {
    const pages = await pagesOf(
      pollComparisons(
        ranges('known', 'gone', 'new'),
        { asked: ['known...head'] },
        async ({ base }) =>
          base === 'gone'
            ? undefined
            : createPolledDelivery('compare', { base }),
      ),
    );
    expect(pages).toEqual([
      createPollPage([], { asked: ['gone...head', 'known...head'] }),
      createPollPage([createPolledDelivery('compare', { base: 'new' })], {
        asked: ['new...head', 'gone...head', 'known...head'],
      }),
    ]);
  });

  it('keeps what else the state says, and forgets the oldest of 200 ranges', async () => {
    const asked = Array.from({ length: 200 }, (_, at) => `${at}...head`);
    const start = { asked, since: '2025-03-10T12:00:00Z' };
    const [{ state }] = await pagesOf(
      pollComparisons(ranges('new'), start, async () => undefined),
    );
    expect(state).toEqual({
      ...start,
      asked: ['new...head', ...asked.slice(0, 199)],
    });
  });
});

describe('createPollPage', () => {
  it('leaves out of the state what is undefined', () => {
    const { state } = createPollPage([], { since: 'a', page: undefined });
    expect(state).toStrictEqual({ since: 'a' });
  });
});
