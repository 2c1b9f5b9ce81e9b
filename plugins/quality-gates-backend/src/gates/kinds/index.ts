import type { GateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import { alerts } from './alerts';
import { approval } from './approval';
import { argocd } from './argocd';
import { changeScope } from './change-scope';
import { errorBudget } from './error-budget';
import { githubJobs } from './github-jobs';
import { http } from './http';
import { incidents } from './incidents';
import { junit } from './junit';
import { playwright } from './playwright';
import { promotion } from './promotion';
import { promql } from './promql';
import { reported } from './reported';
import { tests } from './tests';
import { timeWindow } from './time-window';
import { waitTimer } from './wait-timer';

/** The kinds of gates usable without any module. A new one is one folder and one name here. */
export const builtinGateKinds: readonly GateKind[] = [
  alerts,
  approval,
  argocd,
  changeScope,
  errorBudget,
  githubJobs,
  http,
  incidents,
  junit,
  playwright,
  promotion,
  promql,
  reported,
  tests,
  timeWindow,
  waitTimer,
];
