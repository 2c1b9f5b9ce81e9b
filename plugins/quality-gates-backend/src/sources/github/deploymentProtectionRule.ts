import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { branchOf, versionOf } from './deployment';
import type { deploymentProtectionRulePayload } from './payloads';

type Payload = z.output<typeof deploymentProtectionRulePayload>;

/**
 * GitHub holds a job back and asks whether it may deploy: one deployment request, with the key of its deployment. The
 * answer goes to `deployment_callback_url`, which is kept as sent and is not to be trusted here: whoever answers
 * matches it against a configured integration first.
 */
export function deploymentProtectionRuleFacts(
  payload: Payload,
): FactOf<'deployment-request'>[] {
  const { repository, deployment, pull_requests: authors } = payload;
  const { host, path } = repository.identity;
  const environment = payload.environment ?? deployment.environment;
  return [
    {
      type: 'deployment-request',
      key: `github:${host}/${path}/${deployment.id}`,
      subject: { repository: repository.identity },
      channel: 'webhook',
      at: deployment.created_at,
      phase: 'terminal',
      data: {
        id: String(deployment.id),
        environment,
        environmentName: environment,
        version: versionOf(payload),
        commit: deployment.sha,
        branch: branchOf(payload),
        runUrl: runUrlOf(payload),
        // The deployment's creator may be the app that runs the workflow; who started the run is the sender.
        actor: payload.sender ?? deployment.creator,
        callbackUrl: payload.deployment_callback_url,
        authors: authors.length > 0 ? [...new Set(authors)] : undefined,
      },
    },
  ];
}

/** The payload names the run in the callback's path alone. */
function runUrlOf({ repository, deployment_callback_url: callback }: Payload) {
  const [, run] = /\/actions\/runs\/(\d+)\//.exec(callback ?? '') ?? [];
  return run && `${repository.html_url}/actions/runs/${run}`;
}
