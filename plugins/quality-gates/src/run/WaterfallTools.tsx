import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link WaterfallTools}. */
export interface WaterfallToolsProps {
  readonly asTable: boolean;
  onTable(asTable: boolean): void;
  readonly anyFolded: boolean;
  onFoldAll(): void;
  readonly onlyCritical: boolean;
  /** Undefined when no span is known to be on the critical path. */
  readonly onOnlyCritical?: (only: boolean) => void;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { display: 'flex', flexWrap: 'wrap', gap: 8 },
    on: { background: tokens.lineSoft },
  };
});

/** How the waterfall is shown: bars or table, folded or not, all or only the critical path. */
export function WaterfallTools(props: WaterfallToolsProps) {
  const { asTable, onTable, anyFolded, onFoldAll, onlyCritical } = props;
  const { onOnlyCritical } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const pressed = (on: boolean) => ({
    'aria-pressed': on,
    className: on ? classes.on : undefined,
  });
  return (
    <div className={classes.root}>
      <ButtonGroup size="small" aria-label={t('waterfall.view')}>
        <Button {...pressed(!asTable)} onClick={() => onTable(false)}>
          {t('waterfall.chart')}
        </Button>
        <Button {...pressed(asTable)} onClick={() => onTable(true)}>
          {t('waterfall.table')}
        </Button>
      </ButtonGroup>
      {!asTable && (
        <Button size="small" variant="outlined" onClick={onFoldAll}>
          {anyFolded ? t('waterfall.unfold') : t('waterfall.fold')}
        </Button>
      )}
      {!asTable && onOnlyCritical && (
        <Button
          size="small"
          variant="outlined"
          {...pressed(onlyCritical)}
          onClick={() => onOnlyCritical(!onlyCritical)}
        >
          {t('waterfall.onlyCritical')}
        </Button>
      )}
    </div>
  );
}
