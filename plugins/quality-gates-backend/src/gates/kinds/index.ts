import type { GateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import { alerts } from './alerts';
import { argocd } from './argocd';
import { errorBudget } from './error-budget';
import { githubJobs } from './github-jobs';
import { http } from './http';
import { promql } from './promql';
import { reported } from './reported';
import { waitTimer } from './wait-timer';

/** The kinds of gates usable without any module. A new one is one folder and one name here. */
export const builtinGateKinds: readonly GateKind[] = [
  alerts,
  argocd,
  errorBudget,
  githubJobs,
  http,
  promql,
  reported,
  waitTimer,
];
