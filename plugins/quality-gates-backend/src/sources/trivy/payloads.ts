import { z } from 'zod';

const text = z.string().optional();

const vulnerability = z.object({
  VulnerabilityID: z.string(),
  PkgName: text,
  InstalledVersion: text,
  FixedVersion: text,
  Severity: text,
  Title: text,
});
const misconfiguration = z.object({
  ID: z.string(),
  Severity: text,
  Title: text,
  /** `FAIL`, `PASS` or `EXCEPTION`; older versions list failures only. */
  Status: z.string().default('FAIL'),
  CauseMetadata: z.object({ StartLine: z.number().optional() }).optional(),
});
const secret = z.object({
  RuleID: z.string(),
  Severity: text,
  Title: text,
  StartLine: z.number().optional(),
});
const license = z.object({ Name: z.string(), Severity: text, PkgName: text });

/** The fields read of a report (`types.Report` of aquasecurity/trivy). */
export const report = z.object({
  SchemaVersion: z.number(),
  CreatedAt: text,
  ArtifactName: text,
  Metadata: z.object({ RepoDigests: z.array(z.string()).nullish() }).optional(),
  /** Left out when there was nothing that Trivy can scan; with nothing found, each target is there all the same. */
  Results: z
    .array(
      z.object({
        Target: z.string().default(''),
        Vulnerabilities: z.array(vulnerability).nullish(),
        Misconfigurations: z.array(misconfiguration).nullish(),
        Secrets: z.array(secret).nullish(),
        Licenses: z.array(license).nullish(),
      }),
    )
    .nullish(),
});
