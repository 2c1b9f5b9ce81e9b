import {
  kubernetesMark,
  readKubernetesOrigin,
  type RunData,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Workflow } from './payloads';

const LABELS = 'workflows.argoproj.io';
const REPOSITORY_PARAMS = [
  'repo-url',
  'repo_url',
  'git-url',
  'git_url',
  'repository',
  'repo',
];
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
  const { subject, run } = readKubernetesOrigin({
    marks: workflow.metadata,
    params: workflow.spec?.arguments?.parameters ?? [],
    repositoryParams: REPOSITORY_PARAMS,
  });
  const [actor] = labelsOf(workflow, CREATOR);
  const pipeline = pipelineOf(workflow);
  return {
    pipeline,
    subject: { ...subject, pipeline },
    run: { ...run, actor },
  };
}

/** What the workflow was made from; a generated name has its random end cut off. */
function pipelineOf(workflow: Workflow): string {
  const { metadata, spec } = workflow;
  const [template] = labelsOf(workflow, TEMPLATES);
  return (
    template ??
    spec?.workflowTemplateRef?.name ??
    (metadata.generateName?.replace(/-+$/, '') || metadata.name)
  );
}

/** What Argo's own labels of these names say, in their order. */
function labelsOf({ metadata }: Workflow, names: readonly string[]): string[] {
  return names.flatMap(
    name => kubernetesMark(metadata, `${LABELS}/${name}`) ?? [],
  );
}
