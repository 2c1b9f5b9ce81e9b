import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from './tokens';

/** One choice of a {@link FilterSelect}. `value` stands in the URL. */
export interface FilterChoice {
  readonly value: string;
  readonly label: string;
}

/** Props of {@link FilterSelect}. */
export interface FilterSelectProps {
  /** What is chosen, for screen readers. */
  readonly label: string;
  /** What stands there when nothing is chosen: "All branches". */
  readonly all?: string;
  readonly value: string | null;
  readonly choices: readonly FilterChoice[];
  onChoose(value: string | null): void;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    select: {
      height: 32,
      maxWidth: 260,
      fontSize: 13,
      background: tokens.paper,
      '& [class*="MuiOutlinedInput-notchedOutline"]': {
        borderColor: tokens.line,
      },
      '& [class*="MuiSelect-root"]': { padding: '6px 32px 6px 12px' },
    },
  };
});

/** A select that narrows a list. A value from the URL that is not among the choices stays choosable. */
export function FilterSelect(props: FilterSelectProps) {
  const { label, all, value, choices, onChoose } = props;
  const classes = useStyles();
  const known = !value || choices.some(choice => choice.value === value);
  const listed = known ? choices : [...choices, { value, label: value }];
  return (
    <Select
      variant="outlined"
      displayEmpty
      className={classes.select}
      value={value ?? ''}
      inputProps={{ 'aria-label': label }}
      SelectDisplayProps={{ 'aria-label': label }}
      onChange={event => onChoose(String(event.target.value) || null)}
    >
      {all !== undefined && (
        <MenuItem value="" dense>
          {all}
        </MenuItem>
      )}
      {listed.map(choice => (
        <MenuItem key={choice.value} value={choice.value} dense>
          {choice.label}
        </MenuItem>
      ))}
    </Select>
  );
}
