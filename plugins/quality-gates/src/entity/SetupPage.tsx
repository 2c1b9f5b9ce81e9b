import useAsync from 'react-use/esm/useAsync';
import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { SetupSteps } from './SetupSteps';
import { useTab } from './TabContext';

/** Props of {@link SetupPage}. */
export interface SetupPageProps {
  readonly silent: boolean;
  /** Milliseconds since the epoch. */
  readonly lastLookAt: number | undefined;
}

/** The first steps, filled in for this component and this portal's address. */
export function SetupPage(props: SetupPageProps) {
  const { entity, entityRef, setup, environment, window } = useTab();
  const discovery = useApi(discoveryApiRef);
  const { value: baseUrl } = useAsync(
    () => discovery.getBaseUrl('quality-gates'),
    [discovery],
  );
  return (
    <SetupSteps
      entity={entity}
      subject={{
        baseUrl: baseUrl ?? '/api/quality-gates',
        entityRef,
        environment: environment.environments[0] ?? 'production',
      }}
      setup={setup}
      silent={props.silent}
      lastLookAt={props.lastLookAt}
      zone={window.zone}
    />
  );
}
