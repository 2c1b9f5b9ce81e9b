import { ingestDeploymentSchema, ingestSchemas } from './ingest';

const deployment = {
  environment: 'production',
  status: 'success',
  finishedAt: '2025-03-10T12:00:00Z',
};

describe('ingestDeploymentSchema', () => {
  it.each(['queued', 'running', 'Succeeded', 'CANCELED', 'aborted'])(
    'accepts the word %s as a status',
    status => {
      expect(
        ingestDeploymentSchema.safeParse({ ...deployment, status }).success,
      ).toBe(true);
    },
  );

  it('asks for finishedAt when the status says it is over', () => {
    const parsed = ingestDeploymentSchema.safeParse({
      environment: 'production',
      status: 'failed',
    });
    expect(parsed.error?.issues).toEqual([
      expect.objectContaining({ path: ['finishedAt'] }),
    ]);
  });

  it('needs no finishedAt while it is under way', () => {
    expect(
      ingestDeploymentSchema.safeParse({
        environment: 'production',
        status: 'in_progress',
      }).success,
    ).toBe(true);
  });

  it.each([
    ['an unknown field', { deployedBy: 'x' }],
    ['a sha with a slash', { commit: 'a/b' }],
    ['a sha of 65 characters', { commit: 'a'.repeat(65) }],
    ['an instant without a zone', { startedAt: '2025-03-10T12:00:00' }],
    ['a link that a browser would run', { url: 'data:text/html,<script>' }],
    ['an entity reference without a kind', { entityRef: 'checkout' }],
    ['an unknown status', { status: 'fine' }],
  ])('refuses %s', (_, wrong) => {
    expect(
      ingestDeploymentSchema.safeParse({ ...deployment, ...wrong }).success,
    ).toBe(false);
  });
});

describe('ingestSchemas', () => {
  it('bounds how many commits one message may name', () => {
    const commit = { sha: 'a', committedAt: '2025-03-10T12:00:00Z' };
    const body = {
      repositoryUrl: 'https://github.com/acme/pay',
      branch: 'main',
      commits: Array.from({ length: 5001 }, () => commit),
    };
    expect(ingestSchemas.commits.safeParse(body).success).toBe(false);
  });
});
