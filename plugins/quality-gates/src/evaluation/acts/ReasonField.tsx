import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesTranslationRef } from '../../translation';

/** Props of {@link ReasonField}. */
export interface ReasonFieldProps {
  readonly value: string;
  /** What the policy asks for; null when it asks for nothing, or is not known. */
  readonly minLength?: number | null;
  onChange(value: string): void;
}

/** Why somebody does something. Always asked for; stands in the audit trail. */
export function ReasonField(props: ReasonFieldProps) {
  const { value, minLength, onChange } = props;
  const id = useId();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <TextField
      id={id}
      required
      multiline
      minRows={3}
      size="small"
      variant="outlined"
      label={t('act.reason')}
      value={value}
      helperText={
        minLength && t('act.reasonLength', { length: String(minLength) })
      }
      onChange={event => onChange(event.target.value)}
    />
  );
}
