import type {
  Fact,
  FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { compilePattern } from './compilePattern';
import type { RulesConfig } from './createRules';

/**
 * Marks deployments made by a workflow, or by a job, that matches a rule of `rules.rollbacks`. A rule with both wants
 * both; one with neither matches nothing. The workflow is the one that the deployment's event names, else that of the
 * run with its `runUrl` told in the same breath; the job is the one whose page the deployment links to.
 */
export function createRollbackRule(rules: RulesConfig['rollbacks']) {
  const compiled = rules
    .filter(({ match }) => match.workflow ?? match.job)
    .map(({ match: { workflow, job } }) => ({
      workflow: workflow === undefined ? undefined : compilePattern(workflow),
      job: job === undefined ? undefined : compilePattern(job),
    }));
  return (
    deployment: FactOf<'deployment'>,
    facts: readonly Fact[],
  ): FactOf<'deployment'> => {
    const matches = compiled.some(({ workflow, job }) => {
      const workflowName = workflow && workflowOf(deployment, facts);
      const jobName = job && jobOf(deployment, facts);
      return (
        (!workflow || (workflowName && workflow(workflowName))) &&
        (!job || (jobName && job(jobName)))
      );
    });
    return matches
      ? { ...deployment, data: { ...deployment.data, rollback: true } }
      : deployment;
  };
}

function workflowOf(
  { subject, data }: FactOf<'deployment'>,
  facts: readonly Fact[],
): string | undefined {
  if (subject.pipeline !== undefined) return subject.pipeline;
  const run = facts.find(
    (fact): fact is FactOf<'run'> =>
      fact.type === 'run' && isSame(fact.data.url, data.runUrl),
  );
  return run?.data.pipeline;
}

function jobOf({ data }: FactOf<'deployment'>, facts: readonly Fact[]) {
  const task = facts.find(
    (fact): fact is FactOf<'task'> =>
      fact.type === 'task' && isSame(fact.data.url, data.url),
  );
  return task?.data.name;
}

function isSame(url: string | undefined, other: string | undefined): boolean {
  return url !== undefined && url === other;
}
