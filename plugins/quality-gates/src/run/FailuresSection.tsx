import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import { Section } from '../show/Section';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { FailureItem } from './FailureItem';
import type { SpanTree } from './spanTree';

/** Props of {@link FailuresSection}. */
export interface FailuresSectionProps {
  readonly run: Run;
  readonly tree: SpanTree;
  readonly traceUrls: readonly string[];
  readonly setupLink: string;
  onOpenSpan(spanId: string): void;
}

/** What failed in a run, the deciding failure first. */
export function FailuresSection(props: FailuresSectionProps) {
  const { run, tree, traceUrls, setupLink, onOpenSpan } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { failures } = run;
  return (
    <Section
      title={t('run.failures.title')}
      action={
        failures.length > 0 &&
        t('run.failures.count', { count: failures.length })
      }
    >
      {failures.length > 0 ? (
        failures.map((failure, index) => (
          <FailureItem
            key={failure.spanId ?? `${index} ${failure.name}`}
            run={run}
            failure={failure}
            span={tree.byId.get(failure.spanId ?? '')?.span}
            traceUrls={traceUrls}
            onOpenSpan={onOpenSpan}
          />
        ))
      ) : (
        <SectionMessage
          title={run.attribution?.sentence ?? t('run.failures.none')}
          action={<Link to={setupLink}>{t('waterfall.connect')}</Link>}
        >
          {t('run.failures.noneWhy')}
        </SectionMessage>
      )}
    </Section>
  );
}
