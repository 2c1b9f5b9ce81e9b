import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeploymentsTable } from '../deploy/DeploymentsTable';
import type { Reader } from '../show/formatInstant';
import { Section } from '../show/Section';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { CommitsTable } from './CommitsTable';
import { IncidentsTable } from './IncidentsTable';
import type { MetricId } from './metrics';
import type { MetricEvents } from './selectEvents';

/** Props of {@link EventTables}. */
export interface EventTablesProps {
  readonly metric: MetricId;
  readonly events: MetricEvents;
  readonly truncated: boolean;
  readonly reader: Reader;
}

/** The deployments, commits and incidents behind one number. */
export function EventTables(props: EventTablesProps) {
  const { metric, events, truncated, reader } = props;
  const { deployments, commits, incidents } = events;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const note = (count: number) =>
    [t('events.count', { count }), truncated && t('events.truncated')]
      .filter(Boolean)
      .join(' ');
  const aboutFailures =
    metric === 'changeFailRate' || metric === 'recoveryTime';
  return (
    <>
      <Section
        title={t(`events.deploymentsOf.${metric}`)}
        subtitle={note(deployments.length)}
      >
        {deployments.length > 0 ? (
          <DeploymentsTable deployments={deployments} reader={reader} />
        ) : (
          <SectionMessage title={t(`events.none.${metric}`)} />
        )}
      </Section>
      {commits.length > 0 && (
        <Section title={t('events.commits')} subtitle={note(commits.length)}>
          <CommitsTable commits={commits} reader={reader} />
        </Section>
      )}
      {aboutFailures && (
        <Section
          title={t('events.incidents')}
          subtitle={note(incidents.length)}
        >
          {incidents.length > 0 ? (
            <IncidentsTable incidents={incidents} reader={reader} />
          ) : (
            <SectionMessage title={t('events.noIncident')}>
              {t('events.noIncidentWhy')}
            </SectionMessage>
          )}
        </Section>
      )}
    </>
  );
}
