import type { RunData, Subject } from './Fact';
import { repositoryId } from './keys';
import {
  kubernetesIdOf,
  kubernetesMark,
  type KubernetesMarks,
} from './kubernetesObject';

/** Parameters of runs that name a commit or a branch, by the names that are common; the first that fits counts. */
const COMMIT_PARAMS = [
  'commit',
  'commit-sha',
  'git-commit',
  'sha',
  'git-revision',
  'revision',
];
const BRANCH_PARAMS = ['branch', 'git-branch', 'git-revision', 'revision'];

/** A run that is a Kubernetes object, and where its system has more names for what it was for. */
export interface KubernetesRun {
  readonly marks: KubernetesMarks;
  /** A value may be a list or an object, which is no name of anything. */
  readonly params: readonly {
    readonly name: string;
    readonly value?: unknown;
  }[];
  /** Labels and annotations that the system itself writes, looked at after those of `quality-gates.io`. */
  readonly systemMarks?: {
    readonly repository: readonly string[];
    readonly commit: readonly string[];
    readonly branch: readonly string[];
  };
  /** Parameters that name the repository. */
  readonly repositoryParams: readonly string[];
}

/** Whose a run is, and what it was for. */
export interface KubernetesOrigin {
  readonly subject: Pick<Subject, 'annotations' | 'repository'>;
  readonly run: Pick<RunData, 'commit' | 'branch'>;
}

/**
 * Looks for repository, commit and branch of a run in the annotations and labels `quality-gates.io/repository`,
 * `…/commit` and `…/branch`, then in those of its system, then in its parameters. A commit is a whole SHA; a tag is no
 * branch.
 */
export function readKubernetesOrigin(run: KubernetesRun): KubernetesOrigin {
  const { marks, systemMarks, repositoryParams } = run;
  const repositories = lookUp(run, {
    keys: ['quality-gates.io/repository', ...(systemMarks?.repository ?? [])],
    names: repositoryParams,
  });
  const commits = lookUp(run, {
    keys: ['quality-gates.io/commit', ...(systemMarks?.commit ?? [])],
    names: COMMIT_PARAMS,
  });
  const branches = lookUp(run, {
    keys: ['quality-gates.io/branch', ...(systemMarks?.branch ?? [])],
    names: BRANCH_PARAMS,
  });
  return {
    subject: {
      annotations: kubernetesIdOf(marks),
      repository: repositories.map(text => repositoryId(text)).find(Boolean),
    },
    run: {
      commit: commits.find(isSha),
      branch: branches
        .find(text => !isSha(text) && !text.startsWith('refs/tags/'))
        ?.replace(/^refs\/heads\//, ''),
    },
  };
}

function lookUp(
  { marks, params }: KubernetesRun,
  { keys, names }: { keys: readonly string[]; names: readonly string[] },
): string[] {
  const values = [
    ...keys.map(key => kubernetesMark(marks, key)),
    ...names.map(name => params.find(param => param.name === name)?.value),
  ];
  return values.flatMap(value =>
    typeof value === 'string' && value.trim() ? [value.trim()] : [],
  );
}

function isSha(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
