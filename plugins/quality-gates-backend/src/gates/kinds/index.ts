import type { GateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import { approval } from './approval';
import { changeScope } from './change-scope';
import { incidents } from './incidents';
import { junit } from './junit';
import { playwright } from './playwright';
import { promotion } from './promotion';
import { reported } from './reported';
import { tests } from './tests';
import { timeWindow } from './time-window';
import { waitTimer } from './wait-timer';

/** The kinds of gates usable without any module. A new one is one folder and one name here. */
export const builtinGateKinds: readonly GateKind[] = [
  approval,
  changeScope,
  incidents,
  junit,
  playwright,
  promotion,
  reported,
  tests,
  timeWindow,
  waitTimer,
];
