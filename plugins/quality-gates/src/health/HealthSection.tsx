import { useTab } from '../entity/TabContext';
import { useQueryValue } from '../entity/useTabState';
import { HealthView } from './HealthView';
import { useHealth } from './useHealth';

/** Props of {@link HealthSection}. */
export interface HealthSectionProps {
  /** True on the summary: the chosen pipeline in short, and the way to the rest. */
  readonly compact?: boolean;
}

/** How the pipelines do: numbers against their limits, stages, and whose problem the failures are. */
export function HealthSection(props: HealthSectionProps) {
  const { window, linkTo } = useTab();
  const [chosen, choose] = useQueryValue('health');
  return (
    <HealthView
      query={useHealth()}
      window={window}
      chosen={chosen}
      onChoose={choose}
      setupLink={linkTo('setup')}
      allLink={props.compact ? linkTo('pipelines') : undefined}
    />
  );
}
