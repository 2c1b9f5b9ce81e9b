import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { Section } from '../show/Section';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { ActionMessage } from '../show/ActionMessage';
import { useAction } from '../api/useAction';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: 8,
    padding: theme.spacing(0, 2, 2),
    justifyItems: 'start',
  },
  text: {
    margin: 0,
    maxWidth: 720,
    fontSize: 13,
    lineHeight: '20px',
    color: createTokens(theme).subtle,
  },
}));

/** Reads the catalog at once, so that a new annotation need not be waited for. */
export function CatalogSection() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const { result, run } = useAction(() => api.refreshCatalog());
  const busy = result.state === 'busy';
  return (
    <Section title={t('platform.catalog.title')}>
      <div className={classes.root}>
        <p className={classes.text}>{t('platform.catalog.text')}</p>
        <Button
          size="small"
          variant="outlined"
          startIcon={<RefreshIcon />}
          disabled={busy}
          onClick={run}
        >
          {busy ? t('platform.catalog.busy') : t('platform.catalog.refresh')}
        </Button>
        {result.state === 'done' && (
          <ActionMessage>
            {result.answer.changed
              ? t('platform.catalog.changed')
              : t('platform.catalog.same')}
          </ActionMessage>
        )}
        {result.state === 'failed' && (
          <ActionMessage failed>
            {t('platform.catalog.failed', { message: result.error.message })}
          </ActionMessage>
        )}
      </div>
    </Section>
  );
}
