import { useId } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentState,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../../api/useQuery';
import { formatClock } from '../../show/formatInstant';
import { QuerySection } from '../../show/QuerySection';
import { SectionMessage } from '../../show/SectionMessage';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef } from '../../translation';
import type { KnownVersion } from './listVersions';
import { VerdictGrid } from './VerdictGrid';
import { VersionSelect } from './VersionSelect';
import type { EnvironmentVerdict } from './useVerdicts';

/** Props of {@link VerdictView}. */
export interface VerdictViewProps {
  readonly environments: Query<readonly EnvironmentState[]>;
  readonly verdicts: readonly EnvironmentVerdict[];
  readonly versions: readonly KnownVersion[];
  /** Null when no version is known at all. */
  readonly version: string | null;
  readonly zone: string;
  readonly setupLink: string;
  /** To the reverse question: which version could be deployed? */
  readonly deployableLink: string;
  onChooseVersion(version: string | null): void;
  onRetry(): void;
  onAsk(evaluation: Evaluation): void;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    header: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1, 0),
    },
    question: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontSize: 16,
      lineHeight: '24px',
      fontWeight: 700,
      '& h2': { margin: 0, font: 'inherit' },
    },
    checked: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
    },
  };
});

/** "Can I deploy 4.18.0?", answered for each environment; or, before there is a version, what to switch on. */
export function VerdictView(props: VerdictViewProps) {
  const { environments, version, zone } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return version === null ? (
    <QuerySection
      title={`${t('answer.title')}?`}
      what={t('answer.what')}
      query={environments}
      zone={zone}
      skeletonRows={4}
    >
      {() => (
        <SectionMessage
          title={t('answer.none')}
          action={<Link to={props.setupLink}>{t('answer.connect')}</Link>}
        >
          {t('answer.noneWhy')}
        </SectionMessage>
      )}
    </QuerySection>
  ) : (
    <Answers {...props} version={version} />
  );
}

function Answers(props: VerdictViewProps & { version: string }) {
  const { environments, verdicts, versions, version, zone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const id = useId();
  const { loadedAt = 0, error } = environments;
  const reader = { zone, now: loadedAt };
  const time = formatClock(new Date(loadedAt).toISOString(), reader);
  return (
    <section aria-labelledby={id}>
      <div className={classes.header}>
        <div className={classes.question}>
          <h2 id={id} aria-label={`${t('answer.title')} ${version}?`}>
            {t('answer.title')}
          </h2>
          <VersionSelect
            versions={versions}
            version={version}
            onChoose={props.onChooseVersion}
          />
          <span aria-hidden="true">?</span>
        </div>
        <p className={classes.checked}>
          <span>
            {error ? t('stale', { time }) : t('answer.checked', { time })}
          </span>
          <Link to={props.deployableLink}>{t('deployable.link')}</Link>
        </p>
      </div>
      <VerdictGrid
        verdicts={verdicts}
        reader={reader}
        onRetry={props.onRetry}
        onAsk={props.onAsk}
      />
    </section>
  );
}
