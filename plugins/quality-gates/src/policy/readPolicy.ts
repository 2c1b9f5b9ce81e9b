import type {
  EffectivePolicy,
  PolicyFinding,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { QualityGatesApi } from '../api/QualityGatesApi';

/**
 * The policy in force with everything lint says: about the file in the repository and the merge, and about each policy
 * of the portal's configuration that has a part in it.
 */
export async function readPolicy(
  api: QualityGatesApi,
  { entityRef, environment }: { entityRef: string; environment: string },
  signal: AbortSignal,
): Promise<EffectivePolicy> {
  const [policy, configured] = await Promise.all([
    api.readPolicy(entityRef, { environment }, signal),
    api.readPolicies(signal),
  ]);
  const parts = new Set(
    Object.values(policy.origins)
      .filter(({ level }) => level === 'app-config')
      .map(origin => origin.policy),
  );
  const findings = new Map<string, PolicyFinding>();
  for (const one of [
    ...policy.findings,
    ...configured.items
      .filter(({ name }) => parts.has(name))
      .flatMap(item => item.findings),
  ]) {
    findings.set(JSON.stringify([one.policy, one.path, one.rule]), one);
  }
  return { ...policy, findings: [...findings.values()] };
}
