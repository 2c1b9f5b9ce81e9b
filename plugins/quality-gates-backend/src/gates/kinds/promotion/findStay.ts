import type { DeployedVersion } from '@quality-gates/backstage-plugin-quality-gates-node';

/** How a version was last in an environment. */
export interface Stay {
  /** The last time that it got there. */
  readonly deployment: DeployedVersion;
  /** What came next; undefined while it is there. */
  readonly replacedBy?: DeployedVersion;
  /** What came next had been there before. */
  readonly isRolledBack: boolean;
}

/** The last stay of a version; undefined when it never got there. A deployment of the same version begins a new one. */
export function findStay(
  deployments: readonly DeployedVersion[],
  version: string,
): Stay | undefined {
  const oldestFirst = [...deployments].sort(
    (a, b) => a.finishedAt - b.finishedAt || (a.id < b.id ? -1 : 1),
  );
  const at = oldestFirst.map(one => one.version).lastIndexOf(version);
  if (at < 0) return undefined;
  const replacedBy = oldestFirst[at + 1];
  const before = oldestFirst.slice(0, at).map(one => one.version);
  return {
    deployment: oldestFirst[at],
    replacedBy,
    isRolledBack:
      replacedBy?.version !== undefined && before.includes(replacedBy.version),
  };
}
