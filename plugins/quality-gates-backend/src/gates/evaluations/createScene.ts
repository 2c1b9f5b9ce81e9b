import type { Entity } from '@backstage/catalog-model';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { GateDeployment } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { ClaimedEvaluation } from '../../store/types';
import { CAN_DEPLOY } from '../combine';
import { createFactReader } from '../createFactReader';
import { readYaml } from '../policy';
import type { Scene } from './lookAtGate';
import type { EvaluationOptions } from './options';

/** Versions that a gate may compare with. */
const MOST_PREVIOUS = 10;

/**
 * What the gates of an evaluation look at, read once for all of them. Throws ServiceUnavailableError when the catalog
 * cannot be asked.
 */
export async function createScene(
  claim: ClaimedEvaluation,
  options: EvaluationOptions,
  evidence: string,
): Promise<Scene> {
  const { row, acts } = claim;
  const { question } = row;
  const { entityRef, environment, version } = question;
  const facts = createFactReader({
    ...options,
    entityRef,
    question,
    acts: acts.filter(act => act.chainId === row.chainId),
  });
  const [entity, deployed] = await Promise.all([
    readEntity(entityRef, options),
    facts.deployments({ environment }),
  ]);
  const isAsked = (one: GateDeployment) =>
    (one.version ?? one.commit) === version;
  const newest = deployed.findIndex(isAsked);
  const before = (newest < 0 ? deployed : deployed.slice(newest + 1)).filter(
    one => !isAsked(one),
  );
  // Where no deployment was ever verified, having been deployed is all that is known.
  const verified = before.some(({ verdict }) => verdict !== null);
  const previous = before.filter(({ verdict }) =>
    verdict === null
      ? !verified
      : (CAN_DEPLOY as readonly string[]).includes(verdict),
  );
  return {
    row,
    entity,
    facts,
    repositoryFile: fileReaderOf(entity, options),
    deployment: deployed[newest],
    previous: previous.slice(0, MOST_PREVIOUS),
    request: {
      evaluationId: row.id,
      ...{ entityRef, environment, version },
      commit: question.commit,
      digest: question.digest,
      phase: question.phase,
      changeType: question.changeType,
      ticket: question.ticket,
      runUrl: question.runUrl,
      createdAt: row.createdAt,
      chainCreatedAt: row.chainCreatedAt,
      involved: question.involved,
      evidenceDigest: evidence,
    },
  };
}

async function readEntity(entityRef: string, options: EvaluationOptions) {
  let entity;
  try {
    entity = await options.readEntity(entityRef);
  } catch (error) {
    const failure = new ServiceUnavailableError(
      `The catalog could not be asked for ${entityRef}`,
      error,
    );
    // A policy's `retry.on` names it like any source's.
    throw Object.assign(failure, { trouble: 'network' });
  }
  if (!entity) {
    throw new ServiceUnavailableError(
      `${entityRef} is not in the catalog any more`,
    );
  }
  return entity;
}

/** Reads files of the repository, parsed; undefined where nothing says where it is. */
function fileReaderOf(entity: Entity, { files }: EvaluationOptions) {
  if (!files?.has(entity)) return undefined;
  return async (path: string) => {
    try {
      return readYaml((await files.read(entity, path)).text);
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  };
}
