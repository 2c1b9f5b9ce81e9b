import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { Section } from '../../show/Section';
import { SectionMessage } from '../../show/SectionMessage';
import { qualityGatesTranslationRef } from '../../translation';
import { countOutcomes, groupOutcomes } from '../groupOutcomes';
import { nameTally } from '../nameTally';
import { GateGroup } from './GateGroup';
import { useGateTableStyles } from './gateTableStyles';

/** Props of {@link GateTable}. */
export interface GateTableProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
}

/** Every gate, grouped by what it does to the answer; each opens to its owner, limit, history and query. */
export function GateTable(props: GateTableProps) {
  const { evaluation, reader } = props;
  const classes = useGateTableStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const gates = evaluation.outcomes.map(({ gate }) => gate);
  const allOpen = gates.length > 0 && gates.every(gate => open.has(gate));
  const toggle = (gate: string) =>
    setOpen(old => {
      const next = new Set(old);
      if (!next.delete(gate)) next.add(gate);
      return next;
    });
  return (
    <Section
      title={t('evaluation.gates', { count: gates.length })}
      subtitle={countOutcomes(evaluation)
        .map(tally => `${tally.count} ${nameTally(tally, t)}`)
        .join(', ')}
      action={
        gates.length > 0 && (
          <Button
            size="small"
            variant="outlined"
            onClick={() => setOpen(new Set(allOpen ? [] : gates))}
          >
            {t(allOpen ? 'evaluation.collapseAll' : 'evaluation.expandAll')}
          </Button>
        )
      }
    >
      {gates.length === 0 ? (
        <SectionMessage title={t('evaluation.noGates')}>
          {t('evaluation.noGatesWhy')}
        </SectionMessage>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={t('evaluation.table')}>
            <thead>
              <tr>
                <td className={classes.glyph} />
                <th scope="col">{t('evaluation.gate')}</th>
                <th scope="col" className={classes.value}>
                  {t('evaluation.value')}
                </th>
                <th scope="col" className={classes.limit}>
                  {t('evaluation.against')}
                </th>
                <th scope="col">{t('evaluation.window')}</th>
                <th scope="col" className={classes.source}>
                  {t('evaluation.source')}
                </th>
              </tr>
            </thead>
            {groupOutcomes(evaluation).map(group => (
              <GateGroup
                key={group.effect}
                group={group}
                evaluation={evaluation}
                reader={reader}
                open={open}
                onToggle={toggle}
              />
            ))}
          </table>
        </div>
      )}
    </Section>
  );
}
