import { vector, type World } from './askGates';

/** An Alertmanager without alerts, and a Prometheus with one rule about a service and so much traffic. */
export function alertWorld(traffic: string, service: string): World {
  const rule = {
    type: 'alerting',
    name: 'Errors',
    health: 'ok',
    query: `errors{service="${service}"} > 1`,
    labels: { service },
  };
  return ({ path }) => {
    if (path === '/api/v2/alerts') return { json: [] };
    const data = { groups: [{ rules: [rule] }] };
    return path.endsWith('/rules')
      ? { json: { status: 'success', data } }
      : vector(traffic);
  };
}

/** A run of GitHub Actions of two jobs; how the one that sums it up ended. */
export function jobsWorld(conclusion: string): World {
  return ({ path, query }) =>
    path.endsWith('/jobs')
      ? {
          json: {
            total_count: 2,
            jobs: [
              { name: 'build', status: 'completed', conclusion: 'success' },
              { name: 'summary', status: 'completed', conclusion },
            ],
          },
        }
      : {
          json: {
            workflow_runs: [
              {
                id: 7,
                head_sha: query.head_sha,
                status: 'completed',
                created_at: '2026-01-01T00:00:00Z',
              },
            ],
          },
        };
}

/** An application of Argo CD that is Synced and Healthy at a revision, with an image for each tag. */
export function argoWorld(revision: string, ...tags: string[]): World {
  return () => ({
    json: {
      metadata: { name: 'checkout' },
      status: {
        sync: { status: 'Synced', revision },
        health: { status: 'Healthy' },
        operationState: { phase: 'Succeeded' },
        summary: { images: tags.map((tag, at) => `ghcr.io/a/i${at}:${tag}`) },
      },
    },
  });
}
