import {
  createGateKind,
  type Measurement,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { countApprovals, type CountedApprovals } from './countApprovals';
import { params } from './params';

/** Names that the evidence holds. */
const MOST_NAMED = 20;
const LONGEST_REASON = 300;

/** People who say yes. */
export const approval = createGateKind({
  kind: 'approval',
  title: 'Approval',
  params,
  stricter: { expiresAfter: 'down' },
  setup: () => async context => {
    const { params: given, gate, request, facts, now } = context;
    const records = await facts.approvals({ gate });
    const counted = countApprovals(records, given, { request, now });
    // Nobody known to be involved means that nobody can be told apart from the requester.
    const needed =
      given.notRequester && request.involved.length === 0
        ? Math.max(2, given.count)
        : given.count;
    return measure(counted, {
      needed,
      from: given.from,
      version: request.version,
    });
  },
});

function measure(
  counted: CountedApprovals,
  asked: {
    readonly needed: number;
    readonly from: readonly string[];
    readonly version: string;
  },
): Measurement {
  const { approved, rejected, ignored } = counted;
  const { needed, from, version } = asked;
  const evidence = {
    approved: approved.slice(0, MOST_NAMED).map(({ by }) => by),
    ignored: ignored
      .slice(0, MOST_NAMED)
      .map(({ by, why }) => `${by} ${why}`.slice(0, LONGEST_REASON)),
  };
  const [no] = rejected;
  if (no) {
    const reason = no.reason ? `: ${no.reason.slice(0, LONGEST_REASON)}` : '';
    return {
      evidence,
      summary: `${no.by} rejected version ${version}${reason}`,
      readings: [
        {
          name: 'rejections',
          value: rejected.length,
          limits: { fail: 0, direction: 'at-most' },
        },
      ],
    };
  }
  const state = `${approved.length} of ${needed} approvals of version ${version}`;
  if (approved.length < needed) {
    const [first] = ignored;
    const why = first ? `; ${first.by} ${first.why}` : '';
    const message = `${state}: waits for ${from.join(', ')}${why}`;
    return {
      evidence,
      summary: message,
      readings: [],
      pending: { message, who: from },
    };
  }
  return {
    evidence,
    summary: `${state}: ${evidence.approved.join(', ')}`,
    readings: [
      {
        name: 'approvals',
        value: approved.length,
        limits: { fail: needed, direction: 'at-least' },
      },
    ],
  };
}
