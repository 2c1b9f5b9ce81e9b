import {
  createGateKind,
  type Measurement,
  type ProbeContext,
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
      nameOf: await readNames(counted, given.from, context.titles),
    });
  },
});

/** What to call people and groups in a sentence; the evidence keeps their refs. */
async function readNames(
  { approved, rejected, ignored }: CountedApprovals,
  from: readonly string[],
  titles: ProbeContext<unknown>['titles'],
): Promise<(ref: string) => string> {
  const people = [...approved, ...rejected, ...ignored].map(({ by }) => by);
  const refs = [...new Set([...from, ...people])];
  const known = await titles?.(refs.slice(0, 2 * MOST_NAMED));
  return ref => known?.get(ref) ?? ref;
}

function measure(
  counted: CountedApprovals,
  asked: {
    readonly needed: number;
    readonly from: readonly string[];
    readonly version: string;
    readonly nameOf: (ref: string) => string;
  },
): Measurement {
  const { approved, rejected, ignored } = counted;
  const { needed, from, version, nameOf } = asked;
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
      summary: `${nameOf(no.by)} rejected version ${version}${reason}`,
      readings: [
        {
          name: 'rejections',
          value: rejected.length,
          unit: 'rejections',
          limits: { fail: 0, direction: 'at-most' },
        },
      ],
    };
  }
  const state = `${approved.length} of ${needed} approvals of version ${version}`;
  if (approved.length < needed) {
    const [first] = ignored;
    const why = first ? `; ${nameOf(first.by)} ${first.why}` : '';
    const message = `${state}: waits for ${from.map(nameOf).join(', ')}${why}`;
    return {
      evidence,
      summary: message,
      readings: [],
      pending: { message, who: from },
    };
  }
  return {
    evidence,
    summary: `${state}: ${evidence.approved.map(nameOf).join(', ')}`,
    readings: [
      {
        name: 'approvals',
        value: approved.length,
        unit: 'approvals',
        limits: { fail: needed, direction: 'at-least' },
      },
    ],
  };
}
