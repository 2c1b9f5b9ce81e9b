import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./signIn/developmentSignIn'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('./example/exampleCatalog'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@quality-gates/backstage-plugin-quality-gates-backend'));
// `./start --no-frontend`: the API alone.
if (process.env.QG_START_FRONTEND !== 'false') {
  backend.add(import('@backstage/plugin-app-backend'));
}

// A backend that half started would answer 503 for ever.
backend.start().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
