import { makeStyles } from '@material-ui/core/styles';
import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';
import { listKnownFacts } from './knownFacts';

/** Props of {@link KnownFacts}. */
export interface KnownFactsProps {
  readonly entity: Entity;
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2.5),
    padding: theme.spacing(1.75, 3),
    margin: 0,
    fontSize: 13,
    lineHeight: '20px',
  },
  title: { margin: 0, fontSize: 13, lineHeight: '20px', fontWeight: 500 },
  list: {
    display: 'contents',
    listStyle: 'none',
    '& li': { display: 'flex', alignItems: 'center', gap: 4 },
  },
}));

/** One line of what the catalog tells, and what it does not. */
export function KnownFacts(props: KnownFactsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <div className={classes.root}>
      <h3 className={classes.title}>{t('known.title')}</h3>
      <ul className={classes.list}>
        {listKnownFacts(props.entity).map(({ id, value }) => (
          <li key={id}>
            <OutcomeGlyph
              name={value ? 'pass' : 'inconclusive'}
              size={14}
              decorative
            />
            {value
              ? t('known.value', { name: t(`known.${id}`), value })
              : t('known.unknown', { name: t(`known.${id}`) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
