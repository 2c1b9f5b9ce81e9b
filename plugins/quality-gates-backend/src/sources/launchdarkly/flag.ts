import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { flagPayload, FlagVersion } from './payloads';
import { readResource, type FlagResource } from './resource';

type Payload = z.output<typeof flagPayload>;

/** Where a catalog says which LaunchDarkly project an entity is; the LaunchDarkly plugin reads the same one. */
const PROJECT_ANNOTATION = 'launchdarkly.com/project-key';
const MAX_ENVIRONMENTS = 100;
const DELETED = 'deleteFlag';
/**
 * Actions that change what users get. Names, tags, maintainers, links and requests for approval do not.
 * Source: https://launchdarkly.com/docs/home/account/role-actions ("Feature flag actions")
 */
const ACTIONS: ReadonlySet<string> = new Set([
  ...['createFlag', 'cloneFlag', DELETED, 'updateGlobalArchived'],
  ...['updateOn', 'updateOffVariation', 'updateFlagVariations'],
  ...['updateFallthrough', 'updateFallthroughWithMeasuredRollout'],
  ...['updateRules', 'updateRulesWithMeasuredRollout', 'updateTargets'],
  ...['updateExpiringTargets', 'updatePrerequisites', 'updateFlagSalt'],
  ...['updateMeasuredRolloutConfiguration', 'copyFlagConfigTo'],
  ...['stopMeasuredRolloutOnFlagFallthrough', 'stopMeasuredRolloutOnFlagRule'],
]);

/** One flag fact for each environment that a change was made in; none for a change that no user can notice. */
export function flagFacts(payload: Payload): FactOf<'flag'>[] {
  const changed = payload.accesses.filter(({ action }) => ACTIONS.has(action));
  const resources = [...new Set(changed.map(({ resource }) => resource))];
  const deleted = changed.some(({ action }) => action === DELETED);
  return resources.slice(0, MAX_ENVIRONMENTS).flatMap(name => {
    const resource = readResource(name);
    return resource ? [flagFact(payload, resource, deleted)] : [];
  });
}

function flagFact(
  payload: Payload,
  resource: FlagResource,
  deleted: boolean,
): FactOf<'flag'> {
  const { project, environment, flag } = resource;
  const id = `${payload._id}/${environment ?? '*'}`;
  const from = stateOf(payload.previousVersion, environment);
  const to = deleted ? 'deleted' : stateOf(payload.currentVersion, environment);
  const switched = from !== to;
  return {
    type: 'flag',
    key: `launchdarkly:${id}`,
    subject: { annotations: [{ key: PROJECT_ANNOTATION, value: project }] },
    channel: 'webhook',
    at: payload.date,
    phase: 'terminal',
    data: {
      id,
      flag,
      environment,
      from: switched ? from : undefined,
      to: switched ? to : undefined,
      actor: actorOf(payload),
      url: payload.title,
    },
  };
}

/** `on`, `off`, `archived`; undefined when it is not told. */
function stateOf(
  version: FlagVersion,
  environment: string | undefined,
): string | undefined {
  if (version?.archived) return 'archived';
  if (environment === undefined) return undefined;
  const environments = new Map(Object.entries(version?.environments ?? {}));
  const on = environments.get(environment)?.on ?? undefined;
  if (on === undefined) return undefined;
  return on ? 'on' : 'off';
}

function actorOf({ member, token, app }: Payload): string | undefined {
  return member?.email ?? token?.name ?? app?.name;
}
