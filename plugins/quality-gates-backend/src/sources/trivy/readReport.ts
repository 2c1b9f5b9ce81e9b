import {
  readInstant,
  readSeverity,
  type Finding,
  type ScanResults,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { report } from './payloads';

type Target = NonNullable<z.output<typeof report>['Results']>[number];

/** One scan. A report without any target is incomplete: that nothing was found then means nothing. */
export function readReport(payload: z.output<typeof report>): ScanResults {
  const { Results: targets, Metadata: metadata } = payload;
  const [named] = metadata?.RepoDigests ?? [];
  const complete = Boolean(targets?.length);
  return {
    tool: 'trivy',
    at: readInstant(payload.CreatedAt),
    artifact: payload.ArtifactName,
    digest: named?.split('@')[1],
    complete,
    reason: complete ? undefined : 'Trivy found nothing that it can scan',
    findings: (targets ?? []).flatMap(target => [
      ...vulnerabilities(target),
      ...misconfigurations(target),
      ...secrets(target),
      ...licenses(target),
    ]),
  };
}

function vulnerabilities({
  Vulnerabilities: found,
  Target,
}: Target): Finding[] {
  return (found ?? []).map(one => ({
    rule: one.VulnerabilityID,
    severity: readSeverity(one.Severity),
    title: one.Title,
    location: one.PkgName
      ? [one.PkgName, one.InstalledVersion].filter(Boolean).join('@')
      : Target,
    fixedVersion: one.FixedVersion || undefined,
  }));
}

function misconfigurations({
  Misconfigurations: found,
  Target,
}: Target): Finding[] {
  return (found ?? [])
    .filter(({ Status: status }) => status === 'FAIL')
    .map(one => ({
      rule: one.ID,
      severity: readSeverity(one.Severity),
      title: one.Title,
      location: atLine(Target, one.CauseMetadata?.StartLine),
    }));
}

function secrets({ Secrets: found, Target }: Target): Finding[] {
  return (found ?? []).map(one => ({
    rule: one.RuleID,
    severity: readSeverity(one.Severity),
    title: one.Title,
    location: atLine(Target, one.StartLine),
  }));
}

function licenses({ Licenses: found, Target }: Target): Finding[] {
  return (found ?? []).map(one => ({
    rule: one.Name,
    severity: readSeverity(one.Severity),
    title: `License ${one.Name}`,
    location: one.PkgName || Target,
  }));
}

function atLine(target: string, line: number | undefined): string {
  return line ? `${target}:${line}` : target;
}
