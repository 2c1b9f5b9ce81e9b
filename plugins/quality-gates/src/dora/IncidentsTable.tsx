import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Incident } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DataTable } from '../show/DataTable';
import { formatDuration, formatElapsed } from '../show/formatDuration';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { qualityGatesTranslationRef, type Translate } from '../translation';

/** Props of {@link IncidentsTable}. */
export interface IncidentsTableProps {
  readonly incidents: readonly Incident[];
  readonly reader: Reader;
}

function describeLength(incident: Incident, reader: Reader, t: Translate) {
  const { openedAt, resolvedAt } = incident;
  const opened = Date.parse(openedAt);
  return resolvedAt
    ? formatDuration((Date.parse(resolvedAt) - opened) / 1000)
    : t('events.openFor', {
        elapsed: formatElapsed((reader.now - opened) / 1000),
      });
}

function describeLink({ link }: Incident, t: Translate): string {
  if (!link) return t('events.unlinked');
  return t(`events.linked.${link.how}`, { id: link.deploymentId });
}

/** Incidents of the window, and which deployment each is counted for. */
export function IncidentsTable(props: IncidentsTableProps) {
  const { incidents, reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<Incident>
      label={t('events.incidents')}
      rows={incidents}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'incident',
          title: t('column.incident'),
          render: ({ id, title, url }) => (
            <>
              {url ? <Link to={url}>{id}</Link> : id} {title}
            </>
          ),
        },
        {
          id: 'severity',
          title: t('column.severity'),
          render: ({ severity }) => severity ?? t('unknown'),
        },
        {
          id: 'opened',
          title: t('column.opened'),
          nowrap: true,
          render: ({ openedAt }) => <Instant at={openedAt} reader={reader} />,
        },
        {
          id: 'length',
          title: t('column.resolvedAfter'),
          numeric: true,
          render: incident => describeLength(incident, reader, t),
        },
        {
          id: 'deployment',
          title: t('column.countedFor'),
          render: incident => describeLink(incident, t),
        },
      ]}
    />
  );
}
