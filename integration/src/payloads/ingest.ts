import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INGEST_TOKEN } from '../portalHome';
import type { Payload } from './Payload';

const ABOUT = 'entityRef=component:default/checkout&commit=8f3c1d';
const TYPES = {
  json: 'application/json',
  xml: 'application/xml',
  text: 'text/plain',
};

/** The examples of docs/ingest.md, one for each plain door. */
export function plainPayloads(): Payload[] {
  const backend = dirname(
    require.resolve(
      '@quality-gates/backstage-plugin-quality-gates-backend/package.json',
    ),
  );
  const page = readFileSync(join(backend, '../../docs/ingest.md'), 'utf8');
  const examples = page.matchAll(/"\$QG\/([\w-]+)" -d \\\n +'([^']+)'/g);
  return [...examples].map(([, door, text]) =>
    ingestPayload({ door: `/ingest/${door}`, format: 'json', text }),
  );
}

const FILES: readonly [
  format: string,
  type: keyof typeof TYPES,
  content: unknown,
][] = [
  [
    'junit',
    'xml',
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="shop.PriceTest" time="1.5" tests="3" failures="1" skipped="1">
  <testcase name="rounds" classname="shop.PriceTest" time="0.25"/>
  <testcase name="discounts" classname="shop.PriceTest" time="0.5">
    <failure message="expected: &lt;1&gt;" type="AssertionError"><![CDATA[at PriceTest.java:7]]></failure>
  </testcase>
  <testcase name="later" classname="shop.PriceTest"><skipped/></testcase>
</testsuite></testsuites>`,
  ],
  [
    'playwright',
    'json',
    {
      config: { version: '1.50.0' },
      suites: [
        {
          title: 'cart.spec.ts',
          file: 'cart.spec.ts',
          specs: [
            {
              title: 'adds',
              file: 'cart.spec.ts',
              tags: ['smoke'],
              tests: [
                {
                  projectName: 'chromium',
                  status: 'flaky',
                  results: [
                    {
                      status: 'failed',
                      duration: 50,
                      error: { message: 'slow' },
                    },
                    { status: 'passed', duration: 40 },
                  ],
                },
              ],
            },
          ],
        },
      ],
      stats: { startTime: '2025-03-10T12:00:00.000Z', duration: 90 },
      errors: [],
    },
  ],
  [
    'sarif',
    'json',
    {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'CodeQL', rules: [{ id: 'sql' }] } },
          invocations: [{ executionSuccessful: true }],
          results: [
            { ruleId: 'sql', ruleIndex: 0, level: 'error', message: {} },
          ],
        },
      ],
    },
  ],
  [
    'trivy',
    'json',
    {
      SchemaVersion: 2,
      CreatedAt: '2025-03-10T12:00:00Z',
      ArtifactName: 'registry.example.com/shop:1.4',
      Results: [
        {
          Target: 'alpine',
          Vulnerabilities: [
            {
              VulnerabilityID: 'CVE-2025-1',
              PkgName: 'libssl',
              InstalledVersion: '1.0',
              Severity: 'CRITICAL',
            },
          ],
        },
      ],
    },
  ],
  [
    'dependency-track',
    'json',
    [
      {
        component: { group: 'org.acme', name: 'json', version: '2.1' },
        vulnerability: { vulnId: 'CVE-2025-1', severity: 'HIGH' },
        analysis: { isSuppressed: false },
      },
    ],
  ],
  ['cache', 'json', { hits: 3, misses: 1 }],
  ['affected', 'json', ['@acme/cart', 'shop']],
  ['affected', 'text', 'shop\n@acme/cart\n'],
];

/** A file of each format. */
export function filePayloads(): Payload[] {
  return FILES.map(([name, format, content]) =>
    ingestPayload({
      door: '/ingest/files/{format}',
      path: `/ingest/files/${name}?${ABOUT}`,
      format,
      text: typeof content === 'string' ? content : JSON.stringify(content),
    }),
  );
}

function ingestPayload(options: {
  readonly door: string;
  readonly path?: string;
  readonly format: keyof typeof TYPES;
  readonly text: string;
}): Payload {
  const { door, path = door, format, text } = options;
  return {
    name: `${path} as ${format}`,
    door,
    path,
    format,
    body: Buffer.from(text),
    headersOf: () => ({
      Authorization: `Bearer ${INGEST_TOKEN}`,
      'Content-Type': TYPES[format],
    }),
  };
}
