/**
 * What names mean where events do not say, as `qualityGates.rules` puts it: a job that is a gate, a workflow that rolls
 * back. Applied to the facts of one delivery or one whole trace, whichever source they came from, and before they are
 * attributed. `rules.deployments` is read with the traces themselves, because it is about spans.
 */
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { QualityGatesConfig } from '../config';
import { createGateRule } from './gates';
import { createRollbackRule } from './rollbacks';

/** The part of the configuration that is applied here. */
export type RulesConfig = Pick<
  QualityGatesConfig['rules'],
  'gates' | 'rollbacks'
>;

/**
 * The facts, with what the rules make of them. `reporter` stands for the sender where a fact names none. Pure.
 */
export type ApplyRules = (facts: readonly Fact[], reporter: string) => Fact[];

/** Compiles the rules once. Patterns are case-insensitive, and the configuration has checked that they are patterns. */
export function createRules({ gates, rollbacks }: RulesConfig): ApplyRules {
  const gateOf = createGateRule(gates);
  const markRollback = createRollbackRule(rollbacks);
  return (facts, reporter) => [
    ...facts.map(fact =>
      fact.type === 'deployment' ? markRollback(fact, facts) : fact,
    ),
    ...facts.flatMap(fact =>
      fact.type === 'task' ? gateOf(fact, { facts, reporter }) : [],
    ),
  ];
}
