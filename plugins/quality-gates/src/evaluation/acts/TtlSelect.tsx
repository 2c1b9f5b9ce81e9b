import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FilterSelect } from '../../show/FilterSelect';
import { qualityGatesTranslationRef } from '../../translation';

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
        label: t(ttl.endsWith('h') ? 'act.hours' : 'act.minutes', {
          count: Number.parseInt(ttl, 10),
        }),
      }))}
      onChoose={ttl => ttl && onChoose(ttl)}
    />
  );
}
