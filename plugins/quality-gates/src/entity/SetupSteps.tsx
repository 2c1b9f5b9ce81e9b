import Divider from '@material-ui/core/Divider';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Setup } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesTranslationRef } from '../translation';
import { createTokens } from '../show/tokens';
import { KnownFacts } from './KnownFacts';
import { Listening } from './Listening';
import { SetupStep } from './SetupStep';
import {
  createAnnotationsSnippet,
  createOutcomeSnippet,
  listDeploymentSnippets,
  readSourceAnnotations,
  type SnippetSubject,
} from './setupSnippets';

/** Props of {@link SetupSteps}. */
export interface SetupStepsProps {
  readonly entity: Entity;
  readonly subject: SnippetSubject;
  readonly setup: Setup;
  readonly silent: boolean;
  readonly lastLookAt: number | undefined;
  readonly zone: string;
}

const useStyles = makeStyles(theme => ({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(2.5, 3, 0.5),
  },
  title: { margin: 0, fontSize: 20, lineHeight: '28px', fontWeight: 700 },
  lead: {
    margin: 0,
    fontSize: 14,
    lineHeight: '20px',
    color: createTokens(theme).subtle,
  },
  steps: {
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(1.5, 3, 2.5),
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: 20,
  },
}));

/** Three steps that each answer something by themselves, and what the catalog already tells. */
export function SetupSteps(props: SetupStepsProps) {
  const { entity, subject, setup, silent, lastLookAt, zone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const sources = readSourceAnnotations(entity);
  const { name } = entity.metadata;
  const annotations = createAnnotationsSnippet(name, sources);
  return (
    <Paper component="section" elevation={1} aria-labelledby="setup-title">
      <div className={classes.header}>
        <div>
          <h2 id="setup-title" className={classes.title}>
            {silent ? t('setup.title', { name }) : t('setup.more', { name })}
          </h2>
          <p className={classes.lead}>{t('setup.lead')}</p>
        </div>
        <Listening lastLookAt={lastLookAt} zone={zone} />
      </div>
      <ol className={classes.steps}>
        <SetupStep
          number={1}
          done={Boolean(setup.firstAt.deployment)}
          title={t('setup.deployment.title')}
          answers={t('setup.deployment.answers')}
          snippets={listDeploymentSnippets(subject)}
          hint={t('setup.deployment.token')}
        />
        <SetupStep
          number={2}
          done={sources.missing.length === 0}
          title={t('setup.sources.title')}
          answers={
            sources.missing.length === 0
              ? t('setup.sources.complete')
              : t('setup.sources.missing')
          }
          snippets={[{ title: 'catalog-info.yaml', code: annotations }]}
        />
        <SetupStep
          number={3}
          done={Boolean(setup.firstAt['gate-report'])}
          title={t('setup.outcome.title')}
          answers={t('setup.outcome.answers')}
          snippets={[{ title: 'curl', code: createOutcomeSnippet(subject) }]}
        />
      </ol>
      <Divider />
      <KnownFacts entity={entity} />
    </Paper>
  );
}
