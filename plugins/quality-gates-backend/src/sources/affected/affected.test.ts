import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { affected } from './index';

const set = (tool: string, projects: string[]) => [
  {
    ...FILE_FACT,
    type: 'affected-set' as const,
    at: 0,
    data: { id: CONTENT_ID, tool, commit: 'c1', projects },
  },
];

describeSource(affected, {
  golden: [
    {
      title: 'lines of Nx are names of projects, each once and sorted',
      delivery: deliverFile('affected', 'shop\r\n@acme/cart\n\nshop\n'),
      facts: set('nx', ['@acme/cart', 'shop']),
    },
    {
      title: 'JSON of Nx is the same set',
      delivery: deliverFile('affected', ['shop', '@acme/cart']),
      facts: set('nx', ['@acme/cart', 'shop']),
    },
    {
      title: 'an empty list is no project at all',
      delivery: deliverFile('affected', []),
      facts: set('nx', []),
    },
    {
      title: 'a dry run of Turborepo names packages, and its root is none',
      delivery: deliverFile('affected', { packages: ['//', 'web'], tasks: [] }),
      facts: set('turbo', ['web']),
    },
    {
      title: 'a list of Turborepo names packages',
      delivery: deliverFile('affected', {
        packageManager: 'pnpm',
        packages: { count: 1, items: [{ name: 'web', path: 'apps/web' }] },
      }),
      facts: set('turbo', ['web']),
    },
  ],
  malformed: [
    {
      title: 'a line with words, by its number',
      delivery: deliverFile('affected', 'shop\nNX  Could not find a workspace'),
      names: 'line 2',
    },
    {
      title: 'an object without packages',
      delivery: deliverFile('affected', { tasks: [] }),
      names: 'packages',
    },
  ],
});

describe('affected', () => {
  it('keeps 5,000 projects and says that there are more', () => {
    const projects = Array.from({ length: 5_001 }, (_, n) => `p${n}`);
    const [fact] = affected.normalise(deliverFile('affected', projects));
    expect(fact.data).toMatchObject({ truncated: true });
    expect((fact.data as { projects: string[] }).projects).toHaveLength(5_000);
  });

  it('names the way out for an empty body', () => {
    const read = () => affected.normalise(deliverFile('affected', ' \n'));
    expect(read).toThrow('add --json');
  });
});
