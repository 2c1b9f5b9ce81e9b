import {
  repositoryId,
  type RunData,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { linkOf, type Metadata, type Params } from './payloads';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const PAC = 'pipelinesascode.tekton.dev';

/**
 * Where each is looked for, the first that fits counts: labels and annotations (ours, then those of Pipelines as Code),
 * then parameters, by the names that are common. README.md lists them.
 */
const REPOSITORY = {
  keys: ['quality-gates.io/repository', `${PAC}/repo-url`],
  params: ['repo-url', 'repo_url', 'git-url', 'git_url', 'git-repo-url'],
};
const COMMIT = {
  keys: ['quality-gates.io/commit', `${PAC}/sha`],
  params: [
    'commit',
    'commit-sha',
    'git-commit',
    'sha',
    'git-revision',
    'revision',
  ],
};
const BRANCH = {
  keys: ['quality-gates.io/branch', `${PAC}/source-branch`, `${PAC}/branch`],
  params: ['branch', 'git-branch', 'git-revision', 'revision'],
};

/** Whose a run is, and what it was for. */
export interface Origin {
  readonly subject: Subject;
  readonly run: Pick<
    RunData,
    'branch' | 'commit' | 'pullRequest' | 'actor' | 'url'
  >;
}

/** Reads labels, annotations and parameters. TaskRuns inherit the first two of their PipelineRun. */
export function originOf(metadata: Metadata, params: Params): Origin {
  const look = (names: { keys: string[]; params: string[] }) =>
    lookUp(names, metadata, params);
  const id = textOf(metadata, KUBERNETES_ID);
  return {
    subject: {
      annotations: id ? [{ key: KUBERNETES_ID, value: id }] : [],
      repository: look(REPOSITORY)
        .map(text => repositoryId(text))
        .find(Boolean),
    },
    run: {
      commit: look(COMMIT).find(isSha),
      branch: look(BRANCH)
        .filter(text => !isSha(text) && !text.startsWith('refs/tags/'))
        .map(text => text.replace(/^refs\/heads\//, ''))[0],
      pullRequest: textOf(metadata, `${PAC}/pull-request`),
      actor: textOf(metadata, `${PAC}/sender`),
      url: linkOf(textOf(metadata, `${PAC}/log-url`)),
    },
  };
}

function lookUp(
  { keys, params: names }: { keys: string[]; params: string[] },
  metadata: Metadata,
  params: Params,
): string[] {
  const values = [
    ...keys.map(key => textOf(metadata, key)),
    ...names.map(name => params.find(param => param.name === name)?.value),
  ];
  return values.flatMap(value =>
    typeof value === 'string' && value.trim() ? [value.trim()] : [],
  );
}

function textOf({ labels, annotations }: Metadata, key: string) {
  return annotations.get(key) || labels.get(key) || undefined;
}

function isSha(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
