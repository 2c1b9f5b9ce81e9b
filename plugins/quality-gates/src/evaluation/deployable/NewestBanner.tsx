import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployable } from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import { formatEnvironment } from '../../show/formatEnvironment';
import type { Reader } from '../../show/formatInstant';
import { qualityGatesTranslationRef } from '../../translation';
import { Banner } from '../Banner';
import { describeFuture } from '../describeEvaluation';
import { toneOf } from '../toneOf';

/** Props of {@link NewestBanner}. */
export interface NewestBannerProps {
  readonly deployable: Deployable;
  readonly reader: Reader;
}

/** The newest version that may go to an environment, and until when; or that none may. */
export function NewestBanner(props: NewestBannerProps) {
  const { deployable, reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { linkTo } = useTab();
  const environment = formatEnvironment(deployable.environment);
  const newest = deployable.matrix.find(
    each =>
      each.version === deployable.version &&
      each.environment === deployable.environment,
  );
  if (!newest?.decision || !newest.evaluationId || !newest.expiresAt) {
    return (
      <Banner
        tone="mute"
        glyph="inconclusive"
        title={t('deployable.none', { environment })}
        sentence={t('deployable.noneWhy')}
      />
    );
  }
  const { version, decision, evaluationId, expiresAt, deployed } = newest;
  return (
    <Banner
      tone={toneOf(decision)}
      glyph={decision}
      title={t(deployed ? 'deployable.newestRuns' : 'deployable.newest', {
        version,
        environment,
      })}
      sentence={t('deployable.holds', {
        answer: t(`glyph.${decision}`),
        time: describeFuture(expiresAt, reader),
      })}
      action={
        <LinkButton
          to={linkTo(`gates/evaluations/${encodeURIComponent(evaluationId)}`)}
          size="small"
          variant="contained"
          color="primary"
        >
          {t('deployable.explain')}
        </LinkButton>
      }
    />
  );
}
