import { Fragment, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef } from '../../translation';
import type { OutcomeGroup } from '../groupOutcomes';
import { GateDetails } from './GateDetails';
import { GateRow } from './GateRow';
import { useGateTableStyles } from './gateTableStyles';

/** Props of {@link GateGroup}. */
export interface GateGroupProps {
  readonly group: OutcomeGroup;
  readonly evaluation: Evaluation;
  readonly reader: Reader;
  readonly open: ReadonlySet<string>;
  onToggle(gate: string): void;
}

/** Passing gates beyond so many fold into one line, when that hides at least two. */
const SHOWN_PASSES = 4;

/** Gates with one effect below a line that names it. */
export function GateGroup(props: GateGroupProps) {
  const { group, evaluation, reader, open, onToggle } = props;
  const { effect, outcomes } = group;
  const classes = useGateTableStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [all, setAll] = useState(false);
  const folds =
    effect === 'passes' && !all && outcomes.length > SHOWN_PASSES + 1;
  const isShown = (gate: string, index: number) =>
    !folds || index < SHOWN_PASSES || open.has(gate);
  const shown = outcomes.filter(({ gate }, index) => isShown(gate, index));
  const folded = outcomes.filter(({ gate }, index) => !isShown(gate, index));
  return (
    <tbody>
      <tr>
        <th colSpan={6} scope="rowgroup" className={classes.group}>
          <b>{t(`evaluation.effect.${effect}`)}</b>{' '}
          <span>{t('evaluation.count', { count: outcomes.length })}</span>
        </th>
      </tr>
      {shown.map(outcome => (
        <Fragment key={outcome.gate}>
          <GateRow
            outcome={outcome}
            reader={reader}
            open={open.has(outcome.gate)}
            onToggle={() => onToggle(outcome.gate)}
          />
          {open.has(outcome.gate) && (
            <GateDetails
              outcome={outcome}
              evaluation={evaluation}
              reader={reader}
            />
          )}
        </Fragment>
      ))}
      {folded.length > 0 && (
        <tr>
          <td colSpan={6}>
            <button
              type="button"
              className={classes.more}
              onClick={() => setAll(true)}
            >
              {t('evaluation.more', {
                count: folded.length,
                names: folded.map(({ gate }) => gate).join(', '),
              })}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
