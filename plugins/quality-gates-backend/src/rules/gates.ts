import type {
  Outcome,
  Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Fact,
  FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { RulesConfig } from './createRules';
import { compilePattern } from './compilePattern';

/** A cancelled job reached no verdict; one that ran out of time could not look. */
const OUTCOMES: Readonly<Record<Result, Outcome>> = {
  success: 'pass',
  failure: 'fail',
  error: 'error',
  timeout: 'error',
  skip: 'skipped',
  cancellation: 'inconclusive',
  unknown: 'inconclusive',
};

/** What is known beside a job. */
interface Around {
  readonly facts: readonly Fact[];
  readonly reporter: string;
}

/**
 * Makes gate reports of finished jobs whose name matches a rule of `rules.gates`; the first rule that matches counts. The
 * key is that of the job, so that a webhook and a trace about one job are one outcome.
 */
export function createGateRule(rules: RulesConfig['gates']) {
  const compiled = rules.map(({ jobName, environment }) => ({
    match: compilePattern(jobName),
    environment,
  }));
  return (
    task: FactOf<'task'>,
    { facts, reporter }: Around,
  ): FactOf<'gate-report'>[] => {
    if (task.phase !== 'terminal') return [];
    for (const rule of compiled) {
      const found = rule.match(task.data.name);
      const environment = rule.environment ?? found?.groups?.environment;
      if (!found || !environment) continue;
      const gate = found.groups?.gate?.trim() || task.data.name;
      return [
        toReport(task, {
          gate,
          environment,
          run: runOf(task, facts),
          reporter,
        }),
      ];
    }
    return [];
  };
}

function toReport(
  task: FactOf<'task'>,
  about: {
    readonly gate: string;
    readonly environment: string;
    readonly run: FactOf<'run'> | undefined;
    readonly reporter: string;
  },
): FactOf<'gate-report'> {
  const { gate, environment, run, reporter } = about;
  const { result = 'unknown', url, startedAt = 0, finishedAt } = task.data;
  // Who does not know how it ended is never believed over who does, whichever of the two saw it end later.
  const at = result === 'unknown' ? startedAt : finishedAt ?? task.at;
  return {
    type: 'gate-report',
    key: `job:${task.key}`,
    subject: task.subject,
    channel: task.channel,
    at,
    phase: 'terminal',
    reportedBy: task.reportedBy ?? reporter,
    data: {
      id: task.key,
      gate,
      environment,
      outcome: OUTCOMES[result],
      commit: run?.data.commit,
      runUrl: run?.data.url,
      evidenceUrl: url,
      summary: `The job "${task.data.name}" ended with ${result}`,
    },
  };
}

function runOf(task: FactOf<'task'>, facts: readonly Fact[]) {
  return facts.find(
    (fact): fact is FactOf<'run'> =>
      fact.type === 'run' && fact.key === task.data.runKey,
  );
}
