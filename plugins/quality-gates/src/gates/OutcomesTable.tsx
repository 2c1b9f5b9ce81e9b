import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { type Column, DataTable } from '../show/DataTable';
import { formatEnvironment } from '../show/formatEnvironment';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { Version } from '../show/Version';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { describeSeen } from './describeOutcome';
import { OutcomeCell } from './OutcomeCell';

/** Props of {@link OutcomesTable}. */
export interface OutcomesTableProps {
  readonly outcomes: readonly GateOutcome[];
  readonly reader: Reader;
}

function listColumns(reader: Reader, t: Translate): Column<GateOutcome>[] {
  return [
    {
      id: 'when',
      title: t('column.when'),
      nowrap: true,
      render: ({ at }) => <Instant at={at} reader={reader} />,
    },
    {
      id: 'gate',
      title: t('gates.gate'),
      nowrap: true,
      render: ({ gate }) => gate,
    },
    {
      id: 'outcome',
      title: t('column.outcome'),
      nowrap: true,
      render: outcome => <OutcomeCell outcome={outcome} />,
    },
    {
      id: 'summary',
      title: t('column.seen'),
      render: outcome => describeSeen(outcome, reader, t) ?? t('notSent'),
    },
    {
      id: 'environment',
      title: t('column.environment'),
      nowrap: true,
      render: ({ environment }) => formatEnvironment(environment),
    },
    {
      id: 'version',
      title: t('column.version'),
      nowrap: true,
      render: ({ version, commit }) => (
        <Version version={version} commit={commit} fallback={t('notSent')} />
      ),
    },
    {
      id: 'who',
      title: t('column.reporter'),
      render: ({ reportedBy }) =>
        reportedBy
          ? t('reportedBy', { name: reportedBy })
          : t('gates.measuredHere'),
    },
    {
      id: 'evidence',
      title: t('column.evidence'),
      nowrap: true,
      render: ({ evidenceUrl, runUrl }) => {
        const url = evidenceUrl ?? runUrl;
        return url ? (
          <Link to={url}>
            {evidenceUrl ? t('gates.evidence') : t('deploy.run')}
          </Link>
        ) : (
          t('notSent')
        );
      },
    },
  ];
}

/** Outcomes of gates, in the order given. */
export function OutcomesTable(props: OutcomesTableProps) {
  const { outcomes, reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<GateOutcome>
      label={t('gates.outcomes')}
      rows={outcomes}
      rowKey={({ id, gate, environment, at }) =>
        [id, gate, environment, at].join(' ')
      }
      columns={listColumns(reader, t)}
    />
  );
}
