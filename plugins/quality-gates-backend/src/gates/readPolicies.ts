import { NotFoundError } from '@backstage/errors';
import type {
  EffectivePolicy,
  LintAnswer,
  PolicySummary,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Environments } from '../environments';
import type { GateKindRegistry } from './createGateKindRegistry';
import type { EffectivePolicies, EvaluationOptions } from './evaluations';
import {
  createPolicySchema,
  parsePolicy,
  parsePolicyText,
  type Policies,
} from './policy';

/** Reads policies as the wire carries them. */
export function createPolicyReader(options: {
  readonly policies: Policies;
  readonly effective: EffectivePolicies;
  readonly kinds: GateKindRegistry;
  readonly readEntity: EvaluationOptions['readEntity'];
  readonly environments: Pick<Environments, 'canonical'>;
}) {
  const { policies, effective, kinds, readEntity, environments } = options;
  return {
    /** What holds for an entity; throws NotFoundError when the catalog does not know it. */
    async readEffective(
      entityRef: string,
      sent: string,
    ): Promise<EffectivePolicy> {
      const entity = await readEntity(entityRef);
      if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
      const environment = environments.canonical(sent);
      const policy = await effective.read(entity, environment);
      return {
        ...{ entityRef, environment },
        name: policy?.name ?? null,
        digest: policy?.digest ?? null,
        spec: policy?.spec ?? null,
        origins: policy?.origins ?? {},
        findings: [...(policy?.findings ?? [])],
      };
    },
    list(): PolicySummary[] {
      return policies.known.map(({ metadata, spec }) => ({
        name: metadata.name,
        description: metadata.description ?? null,
        level: 'app-config',
        spec,
        findings: policies.findings.filter(
          ({ policy }) => policy === metadata.name,
        ),
      }));
    },
    /** Of YAML, or of a document. */
    lint(draft: unknown): LintAnswer {
      const parsed =
        typeof draft === 'string' ? parsePolicyText(draft) : parsePolicy(draft);
      const findings = parsed.policy
        ? policies.lint(parsed.policy)
        : [...parsed.findings];
      const valid = findings.every(({ severity }) => severity !== 'error');
      return { valid, findings };
    },
    schema: () => createPolicySchema(kinds.list()),
  };
}
