import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const PROVIDER = 'development';

/** Request header with the entity reference of the user somebody wants to be. */
export const USER_HEADER = 'x-development-user';

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async (user: DevelopmentUser) => ({
    profile: { displayName: user.title },
  }),
  initialize: ({ config }) =>
    new Map(config.getConfigArray('users').map(readUser)),
  async authenticate({ req }, users) {
    const asked = req.header(USER_HEADER);
    const user = asked ? users.get(normalise(asked)) : undefined;
    if (!user) {
      throw new AuthenticationError(
        `The header ${USER_HEADER} must name a user of auth.providers.${PROVIDER}.users`,
      );
    }
    return { result: user };
  },
});

interface DevelopmentUser {
  readonly userEntityRef: string;
  readonly title: string;
}

function readUser(config: Config): [string, DevelopmentUser] {
  const userEntityRef = normalise(config.getString('userEntityRef'));
  return [userEntityRef, { userEntityRef, title: config.getString('title') }];
}

function normalise(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'user' }));
}

/**
 * Sign-in without a password as one of `auth.providers.development.users`, because the guest provider knows one
 * identity and approvals need two. Only there when configured, and never in production: the start is refused.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'development-sign-in',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (!config.has(`auth.providers.${PROVIDER}`)) return;
        if (process.env.NODE_ENV === 'production') {
          throw new NotAllowedError(
            `auth.providers.${PROVIDER} lets anybody in as anybody. Remove it from the configuration of production`,
          );
        }
        providers.registerProvider({
          providerId: PROVIDER,
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: ({ result }, ctx) =>
              ctx.signInWithCatalogUser({ entityRef: result.userEntityRef }),
          }),
        });
      },
    });
  },
});
