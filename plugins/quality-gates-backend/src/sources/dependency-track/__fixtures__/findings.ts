const component = { group: 'org.acme', name: 'json', version: '2.1' };

/** Three findings, one of them suppressed by an auditor, one without a severity. */
export const findings = [
  {
    component,
    vulnerability: {
      vulnId: 'CVE-2025-1',
      title: 'overflow',
      severity: 'HIGH',
      cvssV3BaseScore: 7.5,
    },
    analysis: { state: 'EXPLOITABLE', isSuppressed: false },
  },
  {
    component: { name: 'xml' },
    vulnerability: { vulnId: 'GHSA-1', severity: 'UNASSIGNED' },
    analysis: null,
  },
  {
    component,
    vulnerability: { vulnId: 'CVE-2025-2', severity: 'CRITICAL' },
    analysis: { isSuppressed: true },
  },
];
