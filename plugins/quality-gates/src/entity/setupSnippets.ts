import type { Entity } from '@backstage/catalog-model';
import { QUALITY_GATES_ANNOTATIONS } from '@quality-gates/backstage-plugin-quality-gates-common';

/** A block of text to copy, and the name of the system it is for. */
export interface Snippet {
  readonly title: string;
  readonly code: string;
}

/** What snippets are filled in with. */
export interface SnippetSubject {
  /** Address of the quality-gates API, without a slash at its end. */
  readonly baseUrl: string;
  readonly entityRef: string;
  readonly environment: string;
}

const NOW = `'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'`;
const HEADERS =
  '-H "Authorization: Bearer $QUALITY_GATES_TOKEN" -H "Content-Type: application/json"';

function deployment(subject: SnippetSubject, from: Record<string, string>) {
  const { baseUrl, entityRef, environment } = subject;
  return [
    `curl -fsS -X POST ${baseUrl}/ingest/deployments \\`,
    `  ${HEADERS} \\`,
    `  -d '{ "entityRef": "${entityRef}", "environment": "${environment}",`,
    `        "version": "${from.version}", "commit": "${from.commit}",`,
    `        "status": "${from.status}", "finishedAt": "${NOW}" }'`,
  ];
}

function indent(lines: readonly string[], spaces: number): string[] {
  return lines.map(line => ' '.repeat(spaces) + line);
}

/** How to report a deployment, one snippet a system; statuses of the CI systems are accepted as they are. */
export function listDeploymentSnippets(subject: SnippetSubject): Snippet[] {
  const { baseUrl, entityRef } = subject;
  const curl = deployment(subject, {
    version: `'"$VERSION"'`,
    commit: `'"$GIT_COMMIT"'`,
    status: 'success',
  });
  const github = deployment(subject, {
    version: '${{ github.ref_name }}',
    commit: '${{ github.sha }}',
    status: '${{ job.status }}',
  });
  const gitlab = deployment(subject, {
    version: `'"$CI_COMMIT_REF_NAME"'`,
    commit: `'"$CI_COMMIT_SHA"'`,
    status: `'"$CI_JOB_STATUS"'`,
  });
  return [
    { title: 'curl', code: curl.join('\n') },
    {
      title: 'GitHub Actions',
      code: [
        '- name: Report the deployment',
        '  if: always()',
        '  env:',
        '    QUALITY_GATES_TOKEN: ${{ secrets.QUALITY_GATES_TOKEN }}',
        '  run: |',
        ...indent(github, 4),
      ].join('\n'),
    },
    {
      title: 'GitLab CI',
      code: ['after_script:', '  - |', ...indent(gitlab, 4)].join('\n'),
    },
    {
      title: 'OpenTelemetry',
      code: [
        `export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${baseUrl}/otlp/v1/traces`,
        'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
        'export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$QUALITY_GATES_TOKEN"',
        `export OTEL_RESOURCE_ATTRIBUTES="backstage.entity.ref=${entityRef}"`,
      ].join('\n'),
    },
  ];
}

/** How to report the outcome of a gate that was decided elsewhere. */
export function createOutcomeSnippet(subject: SnippetSubject): string {
  const { baseUrl, entityRef, environment } = subject;
  return [
    `curl -fsS -X POST ${baseUrl}/ingest/gate-outcomes \\`,
    `  ${HEADERS} \\`,
    `  -d '{ "entityRef": "${entityRef}", "environment": "${environment}",`,
    `        "version": "'"$VERSION"'", "gate": "unit-tests", "outcome": "pass",`,
    `        "summary": "412 of 412 tests passed", "at": "${NOW}" }'`,
  ].join('\n');
}

const REPOSITORY_ANNOTATIONS = [
  'github.com/project-slug',
  'gitlab.com/project-slug',
  'bitbucket.org/project-slug',
  'backstage.io/source-location',
];

/** Annotations that name the component's sources: those it has, and the one it lacks with a value to replace. */
export interface SourceAnnotations {
  readonly found: readonly { key: string; value: string }[];
  readonly missing: readonly { key: string; value: string }[];
}

/** Reads {@link SourceAnnotations} off an entity. One way to the repository is enough. */
export function readSourceAnnotations(entity: Entity): SourceAnnotations {
  const annotations = entity.metadata.annotations ?? {};
  const keys = [
    ...REPOSITORY_ANNOTATIONS,
    QUALITY_GATES_ANNOTATIONS.pipeline,
    QUALITY_GATES_ANNOTATIONS.path,
  ];
  const found = keys
    .filter(key => annotations[key])
    .map(key => ({ key, value: annotations[key] }));
  const hasRepository = found.some(({ key }) =>
    REPOSITORY_ANNOTATIONS.includes(key),
  );
  const missing = hasRepository
    ? []
    : [
        {
          key: REPOSITORY_ANNOTATIONS[0],
          value: `your-org/${entity.metadata.name}`,
        },
      ];
  return { found, missing };
}

/** The annotations as lines of catalog-info.yaml, with a comment on each. */
export function createAnnotationsSnippet(
  name: string,
  { found, missing }: SourceAnnotations,
): string {
  const lines = [
    ...found.map(({ key, value }) => ({
      text: `${key}: ${value}`,
      note: key.startsWith('quality-gates.io/')
        ? 'found, narrows a shared repository'
        : 'found, matches runs and commits',
    })),
    ...missing.map(({ key, value }) => ({
      text: `${key}: ${value}`,
      note: 'missing: runs and commits',
    })),
  ];
  const width = Math.max(...lines.map(({ text }) => text.length)) + 2;
  return [
    'metadata:',
    `  name: ${name}`,
    '  annotations:',
    ...lines.map(({ text, note }) => `    ${text.padEnd(width)}# ${note}`),
  ].join('\n');
}
