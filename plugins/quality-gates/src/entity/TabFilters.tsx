import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { listEnvironmentChoices } from './selection';
import { useTab } from './TabContext';
import { useQueryValue } from './useTabState';
import { createWindow, formatWindow, WINDOW_DAYS } from './window';

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: 8,
      alignItems: 'center',
      fontSize: 13,
      color: tokens.subtle,
    },
    select: {
      height: 32,
      fontSize: 13,
      background: tokens.paper,
      '& .MuiOutlinedInput-notchedOutline': { borderColor: tokens.line },
      '& .MuiSelect-root': { padding: '6px 32px 6px 12px' },
    },
  };
});

/** Environment and window of the whole tab, kept in the URL; the time zone is said once, here. */
export function TabFilters() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { setup, environment, window } = useTab();
  const [, setEnvironment] = useQueryValue('environment');
  const [, setDays] = useQueryValue('window');
  const choices = listEnvironmentChoices(setup.environments);
  const known = choices.some(({ value }) => value === environment.value);
  return (
    <div className={classes.root} role="search" aria-label={t('filters.label')}>
      <Select
        variant="outlined"
        displayEmpty
        className={classes.select}
        value={environment.value}
        inputProps={{ 'aria-label': t('filters.environment') }}
        SelectDisplayProps={{ 'aria-label': t('filters.environment') }}
        onChange={event => setEnvironment(String(event.target.value))}
      >
        {(known ? choices : [...choices, environment]).map(choice => (
          <MenuItem key={choice.value} value={choice.value} dense>
            {choice.label}
          </MenuItem>
        ))}
      </Select>
      <Select
        variant="outlined"
        className={classes.select}
        value={String(window.days)}
        inputProps={{ 'aria-label': t('filters.window') }}
        SelectDisplayProps={{ 'aria-label': t('filters.window') }}
        onChange={event => setDays(String(event.target.value))}
      >
        {WINDOW_DAYS.map(days => (
          <MenuItem key={days} value={String(days)} dense>
            {t('filters.days', {
              days: String(days),
              range: formatWindow(
                createWindow({ days, zone: window.zone, now: Date.now() }),
              ),
            })}
          </MenuItem>
        ))}
      </Select>
      <span>{window.zone}</span>
    </div>
  );
}
