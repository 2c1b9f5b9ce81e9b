import { makeStyles } from '@material-ui/core/styles';
import { useNavigate } from 'react-router-dom';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import type { Reader } from '../../show/formatInstant';
import { ActionPanel } from '../acts/ActionPanel';
import { useAllowances } from '../acts/useAllowances';
import { InvalidateSection } from '../acts/InvalidateSection';
import { AskOther } from './AskOther';
import { AuditTrail } from './AuditTrail';
import { EvaluationBanner } from './EvaluationBanner';
import { ForMachines } from './ForMachines';
import { GateTable } from './GateTable';
import { WhatItTakes } from './WhatItTakes';

/** Props of {@link EvaluationView}. */
export interface EvaluationViewProps {
  readonly evaluation: Evaluation;
  /** False for a what-if: nobody can act on it. */
  readonly recorded: boolean;
  readonly reader: Reader;
  /** Reads it again, after somebody did something. */
  onChanged(): void;
}

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    alignItems: 'start',
    gap: 16,
    gridTemplateColumns: 'minmax(0, 1fr) 296px',
    '@media (max-width: 1439px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  aside: {
    display: 'grid',
    alignItems: 'start',
    gap: 16,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (max-width: 1439px)': {
      gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
    },
  },
});

/** The answer, what it takes to change it, every gate, and what people did and may do. */
export function EvaluationView(props: EvaluationViewProps) {
  const { evaluation, recorded, reader, onChanged } = props;
  const classes = useStyles();
  const navigate = useNavigate();
  const { linkTo } = useTab();
  const refusal = useAllowances(evaluation, reader.now);
  const follow = (answer: Evaluation) => {
    if (answer.id === evaluation.id) onChanged();
    else navigate(linkTo(`gates/evaluations/${encodeURIComponent(answer.id)}`));
  };
  const shared = { evaluation, recorded, reader, refusal, onAnswer: follow };
  return (
    <>
      <EvaluationBanner {...shared} />
      <WhatItTakes evaluation={evaluation} reader={reader} />
      <div className={classes.columns}>
        <GateTable evaluation={evaluation} reader={reader} />
        <aside className={classes.aside}>
          {recorded && <ActionPanel {...shared} />}
          <AskOther evaluation={evaluation} refusal={refusal} />
          {recorded && <InvalidateSection {...shared} />}
          {recorded && (
            <>
              <AuditTrail evaluation={evaluation} reader={reader} />
              <ForMachines evaluation={evaluation} />
            </>
          )}
        </aside>
      </div>
    </>
  );
}
