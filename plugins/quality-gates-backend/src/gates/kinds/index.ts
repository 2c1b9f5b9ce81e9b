import type { GateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import { changeScope } from './change-scope';
import { incidents } from './incidents';
import { junit } from './junit';
import { playwright } from './playwright';
import { reported } from './reported';
import { tests } from './tests';
import { waitTimer } from './wait-timer';

/** The kinds of gates usable without any module. A new one is one folder and one name here. */
export const builtinGateKinds: readonly GateKind[] = [
  changeScope,
  incidents,
  junit,
  playwright,
  reported,
  tests,
  waitTimer,
];
