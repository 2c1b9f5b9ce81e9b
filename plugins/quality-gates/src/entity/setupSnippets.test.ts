import { ingestSchemas } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  createAnnotationsSnippet,
  createOutcomeSnippet,
  listDeploymentSnippets,
  readSourceAnnotations,
} from './setupSnippets';

const subject = {
  baseUrl: 'https://portal.example.com/api/quality-gates',
  entityRef: 'component:default/checkout',
  environment: 'production',
};

/** What a shell and a CI system make of the body: placeholders become values. */
function readBody(code: string): unknown {
  const body = /-d '(.*)'/s.exec(code)![1];
  return JSON.parse(
    body
      .replace(/'"\$\(date[^)]*\)"'/g, '2026-11-18T13:32:00Z')
      .replace(/\$\{\{ job\.status \}\}|'"\$CI_JOB_STATUS"'/g, 'success')
      .replace(/\$\{\{[^}]*\}\}|'"\$\w+"'/g, 'abc123'),
  );
}

it.each(['curl', 'GitHub Actions', 'GitLab CI'])(
  'gives a %s snippet whose body the deployments door accepts',
  title => {
    const snippet = listDeploymentSnippets(subject).find(
      one => one.title === title,
    )!;
    expect(snippet.code).toContain(`${subject.baseUrl}/ingest/deployments`);
    expect(
      ingestSchemas.deployments.parse(readBody(snippet.code)),
    ).toMatchObject({
      entityRef: 'component:default/checkout',
      environment: 'production',
      status: 'success',
    });
  },
);

it('names the entity to OpenTelemetry exporters', () => {
  const snippet = listDeploymentSnippets(subject).find(
    one => one.title === 'OpenTelemetry',
  )!;
  expect(snippet.code).toContain(
    'backstage.entity.ref=component:default/checkout',
  );
  expect(snippet.code).toContain(`${subject.baseUrl}/otlp/v1/traces`);
});

it('gives a gate outcome whose body the door accepts', () => {
  const body = readBody(createOutcomeSnippet(subject));
  expect(ingestSchemas['gate-outcomes'].parse(body)).toMatchObject({
    gate: 'unit-tests',
    outcome: 'pass',
  });
});

function component(annotations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'checkout', annotations },
  };
}

it('finds the repository in whichever annotation names it', () => {
  const entity = component({
    'gitlab.com/project-slug': 'acme/checkout',
    'example.com/other': 'x',
  });
  expect(readSourceAnnotations(entity)).toEqual({
    found: [{ key: 'gitlab.com/project-slug', value: 'acme/checkout' }],
    missing: [],
  });
});

it('offers a line to fill in when no annotation names the repository', () => {
  const sources = readSourceAnnotations(
    component({ 'quality-gates.io/pipeline': '^cart' }),
  );
  expect(createAnnotationsSnippet('checkout', sources)).toBe(
    [
      'metadata:',
      '  name: checkout',
      '  annotations:',
      '    quality-gates.io/pipeline: ^cart            # found, narrows a shared repository',
      '    github.com/project-slug: your-org/checkout  # missing: runs and commits',
    ].join('\n'),
  );
});
