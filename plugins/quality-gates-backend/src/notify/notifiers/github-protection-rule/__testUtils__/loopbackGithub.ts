import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of the GitHub App that is installed for the repository. */
export const INSTALLATION_TOKEN = 'loopback-installation-token';

/** What a {@link LoopbackGithub} was told of a run. */
export interface ToldGithub {
  readonly environment_name: string;
  readonly comment: string;
  readonly state?: 'approved' | 'rejected';
}

/** GitHub's API on the loopback interface, as far as protection rules need it, with one run that waits. */
export interface LoopbackGithub {
  readonly url: string;
  /** Everything that was taken, in order. */
  readonly taken: ToldGithub[];
  /** Method and path of each request. */
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
  /** Environments that wait still. */
  waiting: string[];
  reviews: unknown[];
  /** What else it answers to GET, by path without its query, whatever the case. */
  readonly found: Record<string, unknown>;
  /** Answers the next requests instead; `after` = once the request had its effect. */
  readonly trouble: {
    readonly method: 'GET' | 'POST';
    readonly after?: true;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
  }[];
  stop(): Promise<void>;
}

/** Starts a {@link LoopbackGithub} on a free port; `run` is the path of the one that waits. */
export async function startLoopbackGithub(
  run = '/repos/Acme/Payments/actions/runs/77',
): Promise<LoopbackGithub> {
  const state = {
    run,
    taken: [] as ToldGithub[],
    asked: [] as string[],
    authorizations: [] as (string | undefined)[],
    waiting: ['prod'],
    reviews: [] as unknown[],
    found: {} as Record<string, unknown>,
    trouble: [] as LoopbackGithub['trouble'],
  };
  const server = createServer(async (req, res) => {
    const { method, url = '' } = req;
    state.asked.push(`${method} ${url}`);
    state.authorizations.push(req.headers.authorization);
    let text = '';
    for await (const chunk of req) text += chunk;
    const next = state.trouble.at(0);
    const troubled =
      next?.method === method ? state.trouble.shift() : undefined;
    const before = troubled && !troubled.after;
    const status = before ? undefined : answer(state, `${method} ${url}`, text);
    if (!troubled) {
      reply(res, status!);
    } else if (troubled.status) {
      res.writeHead(troubled.status, troubled.headers).end('{}');
    } else {
      req.socket.destroy();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

function reply(res: ServerResponse, { status, body }: Reply) {
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(body === undefined ? undefined : JSON.stringify(body));
}

type State = Pick<LoopbackGithub, 'taken' | 'waiting' | 'reviews' | 'found'> & {
  readonly run: string;
};

/** Octokit goes on with it for as long as it says. */
function makeInstallationToken() {
  return {
    token: INSTALLATION_TOKEN,
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    permissions: { actions: 'read', deployments: 'write' },
    repository_selection: 'all',
  };
}

/** An answer that was given cannot be given again: 422, as for an environment that does not wait. */
function answer(state: State, call: string, text: string): Reply {
  const run = state.run.toLowerCase();
  const place = call.toLowerCase().split('?', 1)[0];
  const found = state.found[place.replace(/^get /, '')];
  if (found !== undefined) return { status: 200, body: found };
  switch (place.replace(/^(get|post)/, method => method.toUpperCase())) {
    case `GET ${run}/pending_deployments`:
      return {
        status: 200,
        body: state.waiting.map(name => ({ environment: { id: 1, name } })),
      };
    case `GET ${run}/approvals`:
      return { status: 200, body: state.reviews };
    case `POST ${run}/deployment_protection_rule`: {
      const told: ToldGithub = JSON.parse(text);
      const refused =
        !state.waiting.includes(told.environment_name) ||
        told.comment.length > 1024;
      if (refused) return { status: 422, body: { message: 'no' } };
      state.taken.push(told);
      if (told.state) state.waiting = [];
      return { status: 204 };
    }
    case 'POST /app/installations/1/access_tokens':
      return { status: 201, body: makeInstallationToken() };
    default:
      return { status: 404, body: {} };
  }
}
