import { type FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeliveryInfo } from '@quality-gates/backstage-plugin-quality-gates-common';
import { FilterSelect } from '../show/FilterSelect';
import type { Reader } from '../show/formatInstant';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { ActionMessage } from '../show/ActionMessage';
import { proposeWindow, readWindow } from './replayWindow';
import { useAction } from '../api/useAction';

/** Props of {@link ReplayAllForm}. */
export interface ReplayAllFormProps {
  /** Failed deliveries; never empty. */
  readonly deliveries: readonly DeliveryInfo[];
  readonly reader: Reader;
  onReplay(asked: {
    source: string;
    from: string;
    to: string;
  }): Promise<{ replayed: number }>;
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: 8,
    padding: theme.spacing(0, 2, 2),
    fontSize: 13,
  },
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 8,
    color: createTokens(theme).subtle,
    '& input': { fontSize: 13, padding: '7px 10px' },
  },
}));

/** Replays every failed delivery of a source in a window. */
export function ReplayAllForm(props: ReplayAllFormProps) {
  const { deliveries, reader, onReplay } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const sources = [...new Set(deliveries.map(each => each.source))].sort();
  const [source, setSource] = useState(sources[0]);
  const [fields, setFields] = useState(() => proposeWindow(deliveries, reader));
  const asked = readWindow(fields, reader.zone);
  const { result, run } = useAction(async () =>
    asked ? onReplay({ source, ...asked }) : { replayed: 0 },
  );
  const busy = result.state === 'busy';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  const field = (name: 'from' | 'to') => (
    <TextField
      type="datetime-local"
      variant="outlined"
      size="small"
      value={fields[name]}
      error={!asked}
      inputProps={{ 'aria-label': t(`platform.failed.${name}`) }}
      onChange={event => setFields({ ...fields, [name]: event.target.value })}
    />
  );
  return (
    <form className={classes.root} onSubmit={submit}>
      <div className={classes.fields}>
        <span>{t('platform.failed.all')}</span>
        <FilterSelect
          label={t('platform.failed.source')}
          value={source}
          choices={sources.map(each => ({ value: each, label: each }))}
          onChoose={value => value && setSource(value)}
        />
        {field('from')}
        {field('to')}
        <span>{reader.zone}</span>
        <Button
          type="submit"
          size="small"
          variant="outlined"
          disabled={busy || !asked}
        >
          {busy ? t('platform.failed.busy') : t('platform.failed.doAll')}
        </Button>
      </div>
      {!asked && (
        <ActionMessage failed>{t('platform.failed.order')}</ActionMessage>
      )}
      {result.state === 'done' && (
        <ActionMessage>
          {t('platform.failed.done', { count: result.answer.replayed })}
        </ActionMessage>
      )}
      {result.state === 'failed' && (
        <ActionMessage failed>
          {t('platform.failed.failedAll', { message: result.error.message })}
        </ActionMessage>
      )}
    </form>
  );
}
