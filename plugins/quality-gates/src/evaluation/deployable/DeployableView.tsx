import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployable } from '@quality-gates/backstage-plugin-quality-gates-common';
import { useTab } from '../../entity/TabContext';
import type { Reader } from '../../show/formatInstant';
import { Section } from '../../show/Section';
import { SectionMessage } from '../../show/SectionMessage';
import { Snippet } from '../../show/Snippet';
import { qualityGatesTranslationRef } from '../../translation';
import { layoutMatrix } from './layoutMatrix';
import { NewestBanner } from './NewestBanner';
import { VersionMatrix } from './VersionMatrix';

/** Props of {@link DeployableView}. */
export interface DeployableViewProps {
  /** One a chosen environment; each has the whole matrix. */
  readonly answers: readonly Deployable[];
  /** How a pipeline asks, for a component nobody has asked about. */
  readonly snippet: string;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => ({
  snippet: { padding: theme.spacing(0, 2, 2) },
}));

/** The newest version that may go to each chosen environment, and every answer that is known; or how to ask for one. */
export function DeployableView(props: DeployableViewProps) {
  const { answers, snippet, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { entity, setup } = useTab();
  const entries = answers[0]?.matrix ?? [];
  if (entries.length === 0) {
    const { name } = entity.metadata;
    return (
      <Section title={t('deployable.title')}>
        <SectionMessage title={t('deployable.nobody', { name })}>
          {t('deployable.nobodyWhy')}
        </SectionMessage>
        <div className={classes.snippet}>
          <Snippet code={snippet} label={t('deployable.snippet')} />
        </div>
      </Section>
    );
  }
  const matrix = layoutMatrix(entries, {
    promotion: setup.environments.map(({ name }) => name),
    wanted: answers.map(({ environment }) => environment),
  });
  return (
    <>
      {answers.map(deployable => (
        <NewestBanner
          key={deployable.environment}
          deployable={deployable}
          reader={reader}
        />
      ))}
      <VersionMatrix matrix={matrix} reader={reader} />
    </>
  );
}
