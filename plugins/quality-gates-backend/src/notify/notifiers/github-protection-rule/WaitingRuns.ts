import type { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  checkPayload,
  type Millis,
  type NoticeRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { callGithub } from './githubCalls';
import { matchCallback } from './matchCallback';
import { approvalsAnswer, pendingAnswer } from './payloads';

/** Who answered for an environment of a run, as GitHub says. */
export interface Review {
  readonly state: string;
  readonly by: string | null;
  readonly comment: string | null;
}

/** A run that waits for its protection rule, and what can be said to it. */
export interface OpenRun {
  readonly environment: string;
  /** Without a state it is a status report. */
  post(comment: string, state?: 'approved' | 'rejected'): Promise<void>;
  /** Whether the environment still waits for anybody. */
  isPending(): Promise<boolean>;
  /** The last that a person said about the environment. */
  lastReview(): Promise<Review | undefined>;
}

/** Opens the run that a request is about. Throws InputError when its callback is not ours to follow. */
export type OpenRunOf = (
  request: NoticeRequest,
  signal: AbortSignal,
) => Promise<OpenRun>;

/** Makes {@link OpenRunOf} with the credentials of `integrations.github`, a GitHub App where there is one. */
export function createWaitingRuns(
  rootConfig: Config,
  now: () => Millis,
): OpenRunOf {
  const integrations = ScmIntegrations.fromConfig(rootConfig);
  const provider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return async (request, signal) => {
    const run = matchCallback(request, integrations);
    const { headers = {} } = await provider.getCredentials({ url: run.page });
    const call = (path: string, json?: unknown) =>
      callGithub({
        url: `${run.apiUrl}${path}`,
        headers,
        json,
        signal,
        now: now(),
      });
    const isHere = ({ name }: { name: string }) =>
      name.toLowerCase() === run.environment.toLowerCase();
    return {
      environment: run.environment,
      async post(comment, state) {
        const body = { environment_name: run.environment, comment };
        const path = '/deployment_protection_rule';
        await call(path, state ? { ...body, state } : body);
      },
      async isPending() {
        const waiting = checkPayload(
          pendingAnswer,
          await call('/pending_deployments'),
          { system: 'GitHub', kind: 'pending deployments' },
        );
        return waiting.some(({ environment }) => isHere(environment));
      },
      async lastReview() {
        const all = checkPayload(approvalsAnswer, await call('/approvals'), {
          system: 'GitHub',
          kind: 'approvals',
        });
        const last = all
          .filter(({ environments }) => environments.some(isHere))
          .at(-1);
        return (
          last && {
            state: last.state,
            by: last.user?.login ?? null,
            comment: last.comment || null,
          }
        );
      },
    };
  };
}
