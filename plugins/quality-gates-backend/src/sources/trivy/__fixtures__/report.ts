/** A report with one of each kind of finding. */
export const report = {
  SchemaVersion: 2,
  CreatedAt: '2025-03-10T12:00:00.123456789Z',
  ArtifactName: 'registry.example.com/shop:1.4',
  Metadata: { RepoDigests: ['registry.example.com/shop@sha256:ab'] },
  Results: [
    {
      Target: 'alpine',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2025-1',
          PkgName: 'libssl',
          InstalledVersion: '1.0',
          FixedVersion: '1.1',
          Severity: 'CRITICAL',
          Title: 'overflow',
        },
        { VulnerabilityID: 'CVE-2025-2', PkgName: 'musl', FixedVersion: '' },
      ],
    },
    {
      Target: 'Dockerfile',
      Misconfigurations: [
        {
          ID: 'DS002',
          Severity: 'HIGH',
          Title: 'runs as root',
          Status: 'FAIL',
          CauseMetadata: { StartLine: 3 },
        },
        { ID: 'DS003', Severity: 'HIGH', Title: 'fine', Status: 'PASS' },
      ],
    },
    {
      Target: '.env',
      Secrets: [
        { RuleID: 'token', Severity: 'MEDIUM', Title: 'Token', StartLine: 1 },
      ],
      Licenses: [{ Name: 'GPL-3.0', Severity: 'LOW', PkgName: 'x' }],
    },
  ],
};
