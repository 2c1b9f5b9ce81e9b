import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { cache } from './index';

const report = (
  data: { tool: string; hits: number; misses: number },
  at = 0,
) => [
  {
    ...FILE_FACT,
    type: 'cache-report' as const,
    at,
    data: { id: CONTENT_ID, commit: 'c1', ...data },
  },
];
const endTime = '2025-03-10T12:00:00.000Z';
const at = Date.parse(endTime);
const nxTask = (cacheStatus: string) => ({
  taskId: `a:${cacheStatus}`,
  cacheStatus,
});
const turboTask = (status: string, stored?: boolean) => ({
  taskId: `a#${status}`,
  cache: { status, local: status === 'HIT' },
  ...(stored !== undefined && { resolvedTaskDefinition: { cache: stored } }),
});
const vertex = (digest: string, name: string, rest: object = {}) => ({
  digest,
  name,
  ...rest,
});
const rawjson = [
  {
    vertexes: [
      vertex('1', '[internal] load build definition'),
      vertex('2', '[1/2] FROM node'),
    ],
  },
  { statuses: [{ id: 'x' }] },
  {
    vertexes: [
      vertex('2', '[1/2] FROM node', { completed: endTime, cached: true }),
    ],
  },
  {
    vertexes: [
      vertex('3', '[2/2] RUN make', { completed: endTime }),
      vertex('4', 'exporting to image', { completed: endTime }),
    ],
  },
  { vertexes: [vertex('5', '[other 1/1] RUN never ended')] },
]
  .map(line => JSON.stringify(line))
  .join('\n');

describeSource(cache, {
  golden: [
    {
      title: 'plain counts are what they say',
      delivery: deliverFile(
        'cache',
        { hits: 3, misses: 1 },
        {
          entityRef: 'component:default/checkout',
          commit: 'c1',
          tool: 'bazel',
        },
      ),
      facts: report({ tool: 'bazel', hits: 3, misses: 1 }),
    },
    {
      title: 'a run of Nx has hits of both caches',
      delivery: deliverFile('cache', {
        run: { command: 'nx build', endTime },
        tasks: ['local-cache-hit', 'remote-cache-hit', 'cache-miss'].map(
          nxTask,
        ),
      }),
      facts: report({ tool: 'nx', hits: 2, misses: 1 }, at),
    },
    {
      title: 'a summary of Turborepo leaves out tasks that never ask the cache',
      delivery: deliverFile('cache', {
        execution: { endTime: at },
        tasks: [
          turboTask('HIT'),
          turboTask('MISS', true),
          turboTask('MISS', false),
        ],
      }),
      facts: report({ tool: 'turbo', hits: 1, misses: 1 }, at),
    },
    {
      title: 'a build of buildx has its own counts',
      delivery: deliverFile('cache', {
        NumTotalSteps: 9,
        NumCompletedSteps: 8,
        NumCachedSteps: 5,
        CompletedAt: endTime,
      }),
      facts: report({ tool: 'buildkit', hits: 5, misses: 3 }, at),
    },
    {
      title:
        'the lines of rawjson count each finished step of the Dockerfile once',
      delivery: deliverFile('cache', rawjson),
      facts: report({ tool: 'buildkit', hits: 1, misses: 1 }, at),
    },
  ],
  malformed: [
    {
      title: 'counts below zero',
      delivery: deliverFile('cache', { hits: -1, misses: 0 }),
      names: 'hits',
    },
    {
      title: 'hits without misses',
      delivery: deliverFile('cache', { hits: 1 }),
      names: 'misses',
    },
    {
      title: 'a dry run of Turborepo, which asked no cache',
      delivery: deliverFile('cache', { tasks: [turboTask('HIT')] }),
      names: 'execution',
    },
    {
      title: 'more cached steps than steps',
      delivery: deliverFile('cache', {
        NumCompletedSteps: 1,
        NumCachedSteps: 2,
      }),
      names: 'NumCachedSteps',
    },
    {
      title: 'lines that are no JSON',
      delivery: deliverFile('cache', `${rawjson}\n#5 DONE 0.1s`),
      names: 'a line is no JSON',
    },
  ],
});
