import {
  readInstant,
  readSeverity,
  type ScanResults,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { findings } from './payloads';

/** One scan. What an auditor suppressed is kept and not counted. */
export function readFindings(payload: z.output<typeof findings>): ScanResults {
  const { meta, project } = payload;
  return {
    tool: 'dependency-track',
    at: readInstant(meta?.timestamp),
    artifact: project && withVersion(project),
    complete: true,
    findings: payload.findings.map(
      ({ component, vulnerability, analysis }) => ({
        rule: vulnerability.vulnId,
        severity: readSeverity(vulnerability.severity ?? undefined),
        securitySeverity:
          vulnerability.cvssV3BaseScore ??
          vulnerability.cvssV2BaseScore ??
          undefined,
        title: vulnerability.title ?? undefined,
        location: [component.group, withVersion(component)]
          .filter(Boolean)
          .join('/'),
        suppressed: analysis?.isSuppressed ? true : undefined,
      }),
    ),
  };
}

function withVersion(thing: { name: string; version?: string | null }): string {
  return [thing.name, thing.version].filter(Boolean).join('@');
}
