import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Run,
  Trace,
  Verdict,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import type { Reader } from '../show/formatInstant';
import { formatNumber } from '../show/formatNumber';
import { Section } from '../show/Section';
import { SectionError } from '../show/SectionError';
import { SectionMessage } from '../show/SectionMessage';
import { SectionSkeleton } from '../show/SectionSkeleton';
import { qualityGatesTranslationRef } from '../translation';
import type { SpanTree } from './spanTree';
import { Waterfall } from './Waterfall';

/** Props of {@link WaterfallSection}. */
export interface WaterfallSectionProps {
  readonly run: Run;
  readonly trace: Query<Trace>;
  readonly tree: SpanTree;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly reader: Reader;
  readonly setupLink: string;
  onOpenSpan(spanId: string): void;
}

/** Where the time of a run went, or what to switch on so that it can be told. */
export function WaterfallSection(props: WaterfallSectionProps) {
  const { run, trace, tree, setupLink } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  if (trace.data && tree.byId.size > 0) {
    const notes = [
      run.traceIds.length === 0
        ? t('waterfall.jobsOnly')
        : t('waterfall.spans', {
            count: tree.byId.size,
            number: formatNumber(tree.byId.size),
          }),
      trace.data.truncated && t('waterfall.truncated'),
      run.phase !== 'terminal' && t('waterfall.running'),
    ];
    return <Waterfall {...props} note={notes.filter(Boolean).join('. ')} />;
  }
  return (
    <Section title={t('waterfall.title')}>
      {!trace.data && !trace.error && (
        <SectionSkeleton rows={10} rowHeight={26} />
      )}
      {!trace.data && trace.error && (
        <SectionError
          error={trace.error}
          what={t('waterfall.what')}
          onRetry={trace.retry}
        />
      )}
      {trace.data && (
        <SectionMessage
          title={t('waterfall.none')}
          action={<Link to={setupLink}>{t('waterfall.connect')}</Link>}
        >
          {t('waterfall.noneWhy')}
        </SectionMessage>
      )}
    </Section>
  );
}
