/**
 * The backend alone: catalog, Quality Gates, nothing else. Configuration comes from `--config` arguments.
 * The integration tests start it as a process of its own, so that they can kill it.
 */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('../src'));
if (process.env.QG_TEST_LISTENER) backend.add(import('./listener'));
// A backend that half started would answer 503 for ever.
backend.start().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
