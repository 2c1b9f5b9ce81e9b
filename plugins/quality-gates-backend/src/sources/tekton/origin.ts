import {
  kubernetesMark,
  readKubernetesOrigin,
  type RunData,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { linkOf, type Metadata, type Params } from './payloads';

/** Labels and annotations of Pipelines as Code, and parameters by the names that are common: README.md lists them. */
const PAC = 'pipelinesascode.tekton.dev';
const PAC_MARKS = {
  repository: [`${PAC}/repo-url`],
  commit: [`${PAC}/sha`],
  branch: [`${PAC}/source-branch`, `${PAC}/branch`],
};
const REPOSITORY_PARAMS = [
  'repo-url',
  'repo_url',
  'git-url',
  'git_url',
  'git-repo-url',
];

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
  const { subject, run } = readKubernetesOrigin({
    marks: metadata,
    params,
    systemMarks: PAC_MARKS,
    repositoryParams: REPOSITORY_PARAMS,
  });
  return {
    subject,
    run: {
      ...run,
      pullRequest: kubernetesMark(metadata, `${PAC}/pull-request`),
      actor: kubernetesMark(metadata, `${PAC}/sender`),
      url: linkOf(kubernetesMark(metadata, `${PAC}/log-url`)),
    },
  };
}
