import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import { qualityGatesEvaluationCreatePermission } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Request } from 'express';
import type { Caller } from './Caller';
import type { EntityAccess, EntityAccessOptions } from './EntityAccess';
import { workflowOf } from './workflowOf';

/** A token that is none of Backstage's. */
export interface OwnToken {
  readonly name: string;
  mayAskFor(entityRef: string): boolean;
}

/** What {@link createCallers} needs. */
export interface CallerOptions extends EntityAccessOptions {
  readonly access: EntityAccess;
  readonly userInfo: UserInfoService;
  /** The own token of a request, else what `otherwise` gives. */
  readonly proveAsker: <T>(
    req: Request,
    otherwise: () => Promise<T>,
  ) => Promise<OwnToken | T>;
  /** Whether an entity's code is in a repository, `{owner}/{name}`. */
  readonly isInRepository: (
    entityRef: string,
    repository: string,
  ) => Promise<boolean>;
  /** Why nobody may override gates here; undefined where the permission framework decides. */
  readonly overridesRefused?: string;
  /** The name under which an environment is stored. */
  readonly canonicalEnvironment: (sent: string) => string;
}

/** Says who calls. Each throws AuthenticationError without credentials and NotAllowedError without the permission. */
export function createCallers(options: CallerOptions) {
  const { access, proveAsker } = options;
  const authorize = async (req: Request, permission: BasicPermission) =>
    ofBackstage(await access.authorize(req, permission), options);
  return {
    /** Whom Backstage knows. */
    authorize,
    /** Whom Backstage knows, and own tokens. */
    async prove(req: Request, permission: BasicPermission): Promise<Caller> {
      const proved = await proveAsker(req, () => authorize(req, permission));
      return 'mayAskFor' in proved ? ofToken(proved, options) : proved;
    },
  };
}

function ofToken(
  { name, mayAskFor }: OwnToken,
  options: CallerOptions,
): Caller {
  const { access, auth } = options;
  const visibleRefs = async (refs: readonly string[]) =>
    access.visibleRefs(
      await auth.getOwnServiceCredentials(),
      refs.filter(mayAskFor),
    );
  return {
    type: 'token',
    name,
    visibleRefs,
    groups: async () => [],
    requireEntities: async refs => requireAll(refs, await visibleRefs(refs)),
    async requirePermission(permission) {
      if (permission.name === qualityGatesEvaluationCreatePermission.name)
        return;
      throw new NotAllowedError(
        `A token may only ask; ${permission.name} is for people`,
      );
    },
    async requirePlace() {},
    requireOverrides: () => requireOverrides(options),
  };
}

function ofBackstage(
  credentials: BackstageCredentials,
  options: CallerOptions,
): Caller {
  const { access, auth, permissions, userInfo } = options;
  const isUser = auth.isPrincipal(credentials, 'user');
  const name = subjectOf(credentials, options);
  return {
    type: isUser ? 'user' : 'service',
    name,
    async groups() {
      if (!isUser) return [];
      return (await userInfo.getUserInfo(credentials)).ownershipEntityRefs;
    },
    visibleRefs: refs => access.visibleRefs(credentials, refs),
    requireEntities: refs => access.requireEntities(credentials, refs),
    async requirePermission(permission, resourceRef) {
      const [{ result }] = await permissions.authorize(
        [{ permission, resourceRef }],
        { credentials },
      );
      if (result === AuthorizeResult.ALLOW) return;
      throw new NotAllowedError(`Permission ${permission.name} is needed`);
    },
    requireOverrides: () => requireOverrides(options),
    async requirePlace(entityRef, environment) {
      if (isUser) return;
      await requireWorkflow(name, { entityRef, environment }, options);
    },
  };
}

function requireOverrides({ overridesRefused }: CallerOptions) {
  if (overridesRefused) throw new NotAllowedError(overridesRefused);
}

function subjectOf(
  credentials: BackstageCredentials,
  { auth }: CallerOptions,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'unknown';
}

async function requireWorkflow(
  subject: string,
  asked: { readonly entityRef: string; readonly environment: string },
  options: CallerOptions,
) {
  const workflow = workflowOf(subject);
  if (!workflow) return;
  const { repository, environment } = workflow;
  const { canonicalEnvironment: canonical } = options;
  if (
    environment === undefined ||
    canonical(environment) !== canonical(asked.environment)
  ) {
    throw new NotAllowedError(
      `The workflow of ${repository} may ask for the environment of its own token only (${
        environment ?? 'it names none'
      })`,
    );
  }
  if (!(await options.isInRepository(asked.entityRef, repository))) {
    throw new NotAllowedError(
      `The workflow of ${repository} may ask for entities of that repository only`,
    );
  }
}

function requireAll(refs: readonly string[], visible: ReadonlySet<string>) {
  const missing = refs.find(ref => !visible.has(ref));
  if (missing) throw new NotFoundError(`There is no entity ${missing}`);
}
