import type { Entity } from '@backstage/catalog-model';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  QUALITY_GATES_ANNOTATIONS,
  type PolicyFinding,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Probe } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { RepositoryFiles } from './createRepositoryFiles';
import type { EffectivePolicies } from './evaluations';
import {
  parsePolicyText,
  withUnreadable,
  type Policies,
  type RepositoryPolicy,
} from './policy';

const ANNOTATION = QUALITY_GATES_ANNOTATIONS.policy;

/**
 * What app-config and the entity's repository say together. A file that is named and cannot be read never makes fewer
 * gates: it is a finding, and nothing is let through meanwhile.
 */
export function createEffectivePolicies(
  policies: Policies,
  files: RepositoryFiles,
): EffectivePolicies {
  return {
    async read(entity, environment) {
      const path = entity.metadata.annotations?.[ANNOTATION];
      if (path === undefined)
        return policies.effective({ entity, environment });
      const read = await readRepositoryPolicy(entity, path, files);
      if ('findings' in read) {
        const known = policies.effective({ entity, environment });
        return withUnreadable(known, read.findings, read.url);
      }
      const effective = policies.effective({
        ...{ entity, environment },
        repository: read,
      });
      if (!effective) return undefined;
      const findings = policies.lint(read.policy);
      return { ...effective, findings: [...effective.findings, ...findings] };
    },
  };
}

async function readRepositoryPolicy(
  entity: Entity,
  path: string,
  files: RepositoryFiles,
): Promise<RepositoryPolicy | { findings: PolicyFinding[]; url: string }> {
  try {
    const { url, text } = await files.read(entity, path);
    const { policy, findings } = parsePolicyText(text);
    return policy ? { policy, url } : { findings: [...findings], url };
  } catch (error) {
    const message = isError(error) ? error.message : String(error);
    const finding: PolicyFinding = {
      ...{ severity: 'error', path: ANNOTATION, rule: 'policy_unreadable' },
      message,
    };
    return { findings: [finding], url: path };
  }
}

/** Never measures: the evaluation was asked while the policy could not be read, and has to be asked again. */
export const probeUnreadablePolicy: Probe<unknown> = async ({ params }) => {
  const { message } = params as { message: string };
  throw new ServiceUnavailableError(
    `The policy of the repository could not be read; ask again. ${message}`,
  );
};
