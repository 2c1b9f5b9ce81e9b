import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FilterSelect } from '../../show/FilterSelect';
import { qualityGatesTranslationRef } from '../../translation';
import { describeTtl } from './ttl';

/** Props of {@link TtlSelect}. */
export interface TtlSelectProps {
  /** Durations such as `30m`, `8h`. */
  readonly choices: readonly string[];
  readonly value: string;
  onChoose(ttl: string): void;
}

/** For how long something holds. */
export function TtlSelect(props: TtlSelectProps) {
  const { choices, value, onChoose } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <FilterSelect
      label={t('act.until')}
      value={value}
      choices={choices.map(ttl => ({
        value: ttl,
        label: describeTtl(ttl, t),
      }))}
      onChoose={ttl => ttl && onChoose(ttl)}
    />
  );
}
