import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FilterSelect } from '../../show/FilterSelect';
import { qualityGatesTranslationRef } from '../../translation';
import type { KnownVersion } from './listVersions';

/** Props of {@link VersionSelect}. */
export interface VersionSelectProps {
  readonly versions: readonly KnownVersion[];
  readonly version: string;
  onChoose(version: string | null): void;
}

/** Another version is another what-if: choosing one records nothing. */
export function VersionSelect(props: VersionSelectProps) {
  const { versions, version, onChoose } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <FilterSelect
      label={t('answer.version')}
      value={version}
      choices={versions.map(one => ({
        value: one.version,
        label: [one.version, one.commit?.slice(0, 7)].filter(Boolean).join(' '),
      }))}
      onChoose={onChoose}
    />
  );
}
