import type { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  qualityGatesGateKindsExtensionPoint,
  qualityGatesNotifiersExtensionPoint,
  qualityGatesSourcesExtensionPoint,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { builtinGateKinds, createGateKindRegistry } from './gates';
import { createNotifierRegistry } from './notify';
import { builtinSources, createSourceRegistry } from './sources';

/** Everything that modules can add to, with what is built in, and the points where they add it. Wiring only. */
export function createRegistries(
  env: Pick<BackendPluginRegistrationPoints, 'registerExtensionPoint'>,
) {
  const sources = createSourceRegistry(builtinSources);
  env.registerExtensionPoint(qualityGatesSourcesExtensionPoint, {
    addSource: source => sources.add(source),
  });
  const kinds = createGateKindRegistry(builtinGateKinds);
  env.registerExtensionPoint(qualityGatesGateKindsExtensionPoint, {
    addGateKind: kind => kinds.add(kind),
  });
  const notifiers = createNotifierRegistry();
  env.registerExtensionPoint(qualityGatesNotifiersExtensionPoint, {
    addNotifier: notifier => notifiers.add(notifier),
  });
  return { sources, kinds, notifiers };
}
