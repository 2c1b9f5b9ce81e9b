import { InputError } from '@backstage/errors';
import {
  fetchPayload,
  type GateSource,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import type { Job, Run } from './Job';
import type { Params } from './params';

const PER_PAGE = 100;
/** A matrix has at most 256 jobs, a run may have several of them. */
const MOST_PAGES = 20;

const runs = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.number(),
      head_sha: z.string(),
      status: z.string().nullable(),
      created_at: z.string(),
      html_url: z.string().optional(),
    }),
  ),
});
const jobs = z.object({
  total_count: z.number(),
  jobs: z.array(
    z.object({
      name: z.string(),
      run_attempt: z.number().default(1),
      status: z.string(),
      conclusion: z.string().nullable(),
    }),
  ),
});

/** The newest run of the workflow for the commit, as GitHub tells it; undefined when there is none. */
export async function readGithub(
  context: ProbeContext<Params>,
  source: GateSource,
): Promise<Run | undefined> {
  const { params, fill, signal } = context;
  const repository = repositoryOf(context);
  const commit = fill(params.commit);
  const workflow = encodeURIComponent(fill(params.workflow));
  const ask = <S extends z.ZodType>(schema: S, below: string) =>
    fetchPayload(schema, source, {
      path: `/repos/${repository}/actions${below}`,
      kind: 'workflow',
      signal,
    });
  const query = new URLSearchParams({ head_sha: commit, per_page: '50' });
  const found = await ask(runs, `/workflows/${workflow}/runs?${query}`);
  const [run] = found.workflow_runs
    .filter(({ head_sha: sha }) => sha === commit)
    .sort((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id);
  if (!run) return undefined;
  const path = `/runs/${run.id}/jobs?filter=latest&per_page=${PER_PAGE}`;
  return {
    jobs: await readJobs(run.id, page => ask(jobs, `${path}&page=${page}`)),
    isRunning: run.status !== 'completed',
    url: /^https?:\/\//.test(run.html_url ?? '') ? run.html_url : undefined,
  };
}

/** All jobs of the run, each as its newest attempt has it. */
async function readJobs(
  run: number,
  ask: (page: number) => Promise<z.output<typeof jobs>>,
): Promise<Job[]> {
  const newest = new Map<string, z.output<typeof jobs>['jobs'][number]>();
  let read = 0;
  for (let page = 1; ; page++) {
    const answer = await ask(page);
    for (const job of answer.jobs) {
      const known = newest.get(job.name);
      if (!known || known.run_attempt < job.run_attempt) {
        newest.set(job.name, job);
      }
    }
    read += answer.jobs.length;
    if (read >= answer.total_count) break;
    // A part of the jobs would look like all of them.
    if (answer.jobs.length === 0 || page === MOST_PAGES) {
      throw new InputError(`The jobs of run ${run} cannot be read whole`);
    }
  }
  return [...newest.values()].map(toJob);
}

function toJob(job: z.output<typeof jobs>['jobs'][number]): Job {
  const { name, status, conclusion } = job;
  return status === 'completed'
    ? { name, conclusion: conclusion ?? 'unknown' }
    : { name };
}

function repositoryOf({ params, entity, fill }: ProbeContext<Params>) {
  const repository = params.repository
    ? fill(params.repository)
    : entity.metadata.annotations?.['github.com/project-slug'];
  const parts = repository?.split('/') ?? [];
  const isRepository =
    parts.length === 2 &&
    parts.every(part => /^[\w.-]{1,100}$/.test(part) && !/^\.+$/.test(part));
  if (isRepository) return repository;
  throw new InputError(
    'No repository: set repository to owner/name, or the annotation github.com/project-slug',
  );
}
