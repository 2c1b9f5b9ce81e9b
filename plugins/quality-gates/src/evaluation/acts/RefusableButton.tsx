import { type ReactNode, useId } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../../show/tokens';

/** Props of {@link RefusableButton}. */
export interface RefusableButtonProps {
  /** Why this person may not; the button is then disabled and the reason stands beside it. */
  readonly refusal: string | null;
  readonly disabled?: boolean;
  readonly primary?: boolean;
  /** Red outline: it goes against the gates. */
  readonly danger?: boolean;
  readonly submit?: boolean;
  readonly startIcon?: ReactNode;
  onClick?(): void;
  readonly children: ReactNode;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'inline-grid',
      justifyItems: 'start',
      justifySelf: 'start',
      gap: 2,
      maxWidth: 280,
    },
    plain: { background: tokens.paper, borderColor: tokens.line },
    danger: {
      background: tokens.paper,
      color: tokens.error,
      borderColor: tokens.error,
    },
    why: {
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      overflowWrap: 'anywhere',
    },
  };
});

/** A button that stays visible when it is not allowed, with the reason beside it. */
export function RefusableButton(props: RefusableButtonProps) {
  const { refusal, primary, danger, submit, startIcon } = props;
  const classes = useStyles();
  const id = useId();
  const plain = danger ? classes.danger : classes.plain;
  return (
    <span className={classes.root}>
      <Button
        size="small"
        type={submit ? 'submit' : 'button'}
        variant={primary ? 'contained' : 'outlined'}
        color={primary ? 'primary' : 'default'}
        className={primary || refusal ? undefined : plain}
        disabled={props.disabled || refusal !== null}
        startIcon={startIcon}
        aria-describedby={refusal ? id : undefined}
        onClick={props.onClick}
      >
        {props.children}
      </Button>
      {refusal && (
        <span id={id} className={classes.why}>
          {refusal}
        </span>
      )}
    </span>
  );
}
