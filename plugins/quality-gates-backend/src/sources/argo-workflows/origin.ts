import {
  repositoryId,
  type RunData,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Workflow } from './payloads';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const LABELS = 'workflows.argoproj.io';
/** Labels and annotations, then parameters, by the names that are common; the first that fits counts. */
const REPOSITORY = {
  key: 'quality-gates.io/repository',
  params: ['repo-url', 'repo_url', 'git-url', 'git_url', 'repository', 'repo'],
};
const COMMIT = {
  key: 'quality-gates.io/commit',
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
  key: 'quality-gates.io/branch',
  params: ['branch', 'git-branch', 'git-revision', 'revision'],
};
const CREATOR = ['creator-preferred-username', 'creator'];
const TEMPLATES = [
  'cron-workflow',
  'workflow-template',
  'cluster-workflow-template',
];

/** Whose a workflow is, what it was for, and what it is called. */
export interface Origin {
  readonly subject: Subject;
  readonly pipeline: string;
  readonly run: Pick<RunData, 'branch' | 'commit' | 'actor'>;
}

/** Reads labels, annotations and arguments. */
export function originOf(workflow: Workflow): Origin {
  const id = textOf(workflow, KUBERNETES_ID);
  const creators = CREATOR.map(name => textOf(workflow, `${LABELS}/${name}`));
  const pipeline = pipelineOf(workflow);
  return {
    pipeline,
    subject: {
      annotations: id ? [{ key: KUBERNETES_ID, value: id }] : [],
      repository: lookUp(REPOSITORY, workflow)
        .map(text => repositoryId(text))
        .find(Boolean),
      pipeline,
    },
    run: {
      commit: lookUp(COMMIT, workflow).find(isSha),
      branch: lookUp(BRANCH, workflow)
        .filter(text => !isSha(text) && !text.startsWith('refs/tags/'))
        .map(text => text.replace(/^refs\/heads\//, ''))[0],
      actor: creators.find(Boolean),
    },
  };
}

/** What the workflow was made from; a generated name has its random end cut off. */
function pipelineOf(workflow: Workflow): string {
  const { metadata, spec } = workflow;
  const [template] = TEMPLATES.flatMap(
    name => textOf(workflow, `${LABELS}/${name}`) ?? [],
  );
  return (
    template ??
    spec?.workflowTemplateRef?.name ??
    (metadata.generateName?.replace(/-+$/, '') || metadata.name)
  );
}

function lookUp(
  { key, params }: { key: string; params: string[] },
  workflow: Workflow,
): string[] {
  const given = workflow.spec?.arguments?.parameters ?? [];
  const values = [
    textOf(workflow, key),
    ...params.map(name => given.find(param => param.name === name)?.value),
  ];
  return values.flatMap(value =>
    typeof value === 'string' && value.trim() ? [value.trim()] : [],
  );
}

function textOf({ metadata }: Workflow, key: string): string | undefined {
  return metadata.annotations.get(key) || metadata.labels.get(key) || undefined;
}

function isSha(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
