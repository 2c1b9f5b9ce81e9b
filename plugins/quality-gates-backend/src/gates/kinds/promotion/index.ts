import {
  createGateKind,
  describeDemand,
  describeDuration,
  type DeployedVersion,
  type Measurement,
  type ProbeContext,
  type Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { findStay, type Stay } from './findStay';
import { params } from './params';

type Context = ProbeContext<z.output<typeof params>>;

const MINUTE_MS = 60_000;
const ACCEPTED = {
  pass: ['allow'],
  warn: ['allow', 'allow-with-warnings'],
} as const;
/** Decisions that may still become another. */
const OPEN = ['wait', 'manual'];

/**
 * The version has proved itself in the environment before.
 *
 * A version that has not been there is waited for and does not fail: pipelines ask for production while staging is
 * still being deployed to. It never passes, and the deadline of the policy turns waiting into fail.
 */
export const promotion = createGateKind({
  kind: 'promotion',
  title: 'Promotion',
  params,
  stricter: { lastWithin: 'down' },
  setup: () => async context => {
    const { params: given, request, facts } = context;
    const deployments = await facts.deployments({ environment: given.after });
    const stay = findStay(deployments, request.version);
    if (!stay) {
      return wait(
        context,
        `Version ${request.version} has not reached ${given.after} yet`,
      );
    }
    return (
      checkArtifact(context, stay.deployment) ??
      checkReplaced(context, stay) ??
      checkVerdict(context, stay.deployment) ??
      checkSoak(context, stay) ??
      measure(context, stay)
    );
  },
});

function checkArtifact(
  { params: { after, sameArtifact }, request }: Context,
  { digest }: DeployedVersion,
): Measurement | undefined {
  if (!sameArtifact || (digest && digest === request.digest)) return undefined;
  if (digest && request.digest) {
    return refuse(
      'same artifact',
      `${after} ran ${digest} as version ${request.version}, and ${request.digest} is asked for`,
    );
  }
  const where = digest ? 'in the request' : `of the deployment to ${after}`;
  const message = `Whether it is the same artifact is not known: there is no digest ${where}`;
  const undecided = { code: 'digest_unknown', message };
  return { readings: [], summary: message, undecided };
}

/** Replaced before it had proved itself, or taken back at any time. */
function checkReplaced(
  { params: { after, minSoak = 0 }, request }: Context,
  { deployment, replacedBy, isRolledBack }: Stay,
): Measurement | undefined {
  if (!replacedBy) return undefined;
  const stayedMs = replacedBy.finishedAt - deployment.finishedAt;
  if (!isRolledBack && stayedMs >= minSoak) return undefined;
  const how = isRolledBack ? 'rolled back to' : 'replaced by';
  return refuse(
    'stayed in place',
    `In ${after} version ${request.version} was ${how} ${
      replacedBy.version ?? 'an unknown version'
    } after ${describeDuration(stayedMs)}`,
  );
}

function checkVerdict(
  context: Context,
  { verdict }: DeployedVersion,
): Measurement | undefined {
  const { after, requireVerdict } = context.params;
  if (!requireVerdict) return undefined;
  const { version } = context.request;
  if (verdict === null) {
    return wait(context, `${after} has no verdict on version ${version} yet`);
  }
  if (OPEN.includes(verdict)) {
    return wait(context, `${after} says ${verdict} to version ${version}`);
  }
  const accepted: readonly string[] = ACCEPTED[requireVerdict];
  if (accepted.includes(verdict)) return undefined;
  return refuse(
    'passed there',
    `${after} says ${verdict} to version ${version}`,
  );
}

function checkSoak(
  context: Context,
  { deployment, replacedBy }: Stay,
): Measurement | undefined {
  const { after, minSoak = 0 } = context.params;
  const until = deployment.finishedAt + minSoak;
  if (replacedBy || context.now >= until) return undefined;
  return wait(
    context,
    `Version ${
      context.request.version
    } must be in ${after} for ${describeDemand(minSoak)}`,
    until,
  );
}

function measure(
  { params: given, request, now }: Context,
  { deployment, replacedBy }: Stay,
): Measurement {
  const { after, minSoak, lastWithin, requireVerdict } = given;
  const soakedMs = (replacedBy?.finishedAt ?? now) - deployment.finishedAt;
  const agoMs = now - deployment.finishedAt;
  const soaked = { value: soakedMs / MINUTE_MS, unit: 'min' };
  const readings: Reading[] = [
    {
      ...soaked,
      name: `minutes in ${after}`,
      limits: { fail: (minSoak ?? 0) / MINUTE_MS, direction: 'at-least' },
      ...(minSoak === undefined && { shown: { ...soaked, limits: null } }),
    },
  ];
  if (lastWithin !== undefined) {
    readings.push({
      name: `minutes since it reached ${after}`,
      value: agoMs / MINUTE_MS,
      unit: 'min',
      limits: { fail: lastWithin / MINUTE_MS, direction: 'at-most' },
    });
  }
  const verdict = requireVerdict
    ? `, and was let pass (${deployment.verdict})`
    : '';
  return {
    readings,
    summary: `Version ${request.version} was in ${after} for ${describeDuration(
      soakedMs,
    )}, ${describeDuration(agoMs)} ago${verdict}`,
    about: {
      version: deployment.version,
      digest: given.sameArtifact ? deployment.digest : undefined,
    },
    evidence: { deployment: deployment.id, verdict: deployment.verdict },
  };
}

function refuse(name: string, summary: string): Measurement {
  const limits = { fail: 1, direction: 'at-least' } as const;
  return { readings: [{ name, value: 0, limits, shown: null }], summary };
}

/** Who owns the component can get it there. */
function wait(
  { entity }: Context,
  message: string,
  until?: number,
): Measurement {
  const owners = (entity.relations ?? [])
    .filter(({ type }) => type === 'ownedBy')
    .map(({ targetRef }) => targetRef);
  const who = owners.length ? owners : undefined;
  return { readings: [], summary: message, pending: { message, who, until } };
}
