import { createBackendModule } from '@backstage/backend-plugin-api';
import { qualityGatesNotifiersExtensionPoint } from '@quality-gates/backstage-plugin-quality-gates-node';

/** Sends every notice to the URL in QG_TEST_LISTENER, so that a test sees what leaves. */
export default createBackendModule({
  pluginId: 'quality-gates',
  moduleId: 'listener',
  register(env) {
    env.registerInit({
      deps: { notifiers: qualityGatesNotifiersExtensionPoint },
      async init({ notifiers }) {
        notifiers.addNotifier({
          id: 'listener',
          handles: ['verdict-changed'],
          async notify({ id, evaluation }, signal) {
            const { status } = await fetch(process.env.QG_TEST_LISTENER!, {
              method: 'POST',
              headers: { 'Idempotency-Key': id },
              body: JSON.stringify(evaluation),
              signal,
            });
            if (status !== 204) throw new Error(`The listener: ${status}`);
          },
        });
      },
    });
  },
});
