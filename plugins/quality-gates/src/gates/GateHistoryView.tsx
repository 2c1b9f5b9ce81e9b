import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Evaluation,
  Gate,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { GateLegend } from './GateLegend';
import { GateStrips } from './GateStrips';
import { layoutStrip } from './layoutStrip';

/** Props of {@link GateHistoryView}. */
export interface GateHistoryViewProps {
  readonly query: Query<readonly Gate[]>;
  readonly zone: string;
  /** Chosen environment, as a title. */
  readonly environment: string;
  /** Where all outcomes are; undefined when they are on this very page. */
  readonly allLink?: string;
  readonly setupLink: string;
  /** Answers by the id of their evaluation. */
  readonly decisions: ReadonlyMap<string, Evaluation>;
  gateLink(gate: string): string;
  evaluationLink(id: string): string;
}

/** A strip per gate, measured and reported ones apart, with its legend. */
export function GateHistoryView(props: GateHistoryViewProps) {
  const { query, zone, environment, allLink, setupLink, gateLink } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <QuerySection
      title={t('gates.title')}
      what={t('gates.what')}
      query={query}
      zone={zone}
      rowHeight={26}
      skeletonRows={6}
      subtitle={gates =>
        gates.length > 0 &&
        t('gates.subtitle', {
          count: layoutStrip(gates).columns.length,
          environment,
        })
      }
      action={allLink && <Link to={allLink}>{t('gates.all')}</Link>}
      isEmpty={gates => gates.length === 0}
      empty={
        <SectionMessage
          title={t('gates.none', { environment })}
          action={<Link to={setupLink}>{t('gates.connect')}</Link>}
        >
          {t('gates.noneWhy')}
        </SectionMessage>
      }
    >
      {gates => (
        <>
          <GateStrips
            gates={gates}
            decisions={props.decisions}
            reader={{ zone, now: query.loadedAt ?? 0 }}
            gateLink={gateLink}
            evaluationLink={props.evaluationLink}
          />
          <GateLegend />
        </>
      )}
    </QuerySection>
  );
}
