import type {
  ApprovalRecord,
  GateRequest,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Whose word counts, and for what. */
export interface ApprovalRules {
  readonly from: readonly string[];
  readonly notRequester: boolean;
  readonly expiresAfter?: number;
  readonly boundTo: readonly ('version' | 'evidence')[];
}

/** The last word of each person, as far as it counts. */
export interface CountedApprovals {
  readonly approved: readonly ApprovalRecord[];
  readonly rejected: readonly ApprovalRecord[];
  /** Approvals that do not count, and why. */
  readonly ignored: readonly { readonly by: string; readonly why: string }[];
}

/**
 * The last word of each person counts. A rejection of the version counts whoever it is from, and for ever: who takes it
 * back approves. An approval counts when it is about the same version and artifact, by somebody who may, who is not
 * involved, and not too long ago.
 */
export function countApprovals(
  records: readonly ApprovalRecord[],
  rules: ApprovalRules,
  asked: { readonly request: GateRequest; readonly now: Millis },
): CountedApprovals {
  const last = new Map<string, ApprovalRecord>();
  for (const record of [...records].sort((a, b) => a.at - b.at)) {
    if (record.version === asked.request.version) {
      last.set(record.by.toLowerCase(), record);
    }
  }
  const words = [...last.values()];
  const approvals = words
    .filter(({ decision }) => decision === 'approve')
    .map(record => ({ record, why: whyNot(record, rules, asked) }));
  return {
    rejected: words.filter(({ decision }) => decision === 'reject'),
    approved: approvals
      .filter(({ why }) => why === undefined)
      .map(({ record }) => record),
    ignored: approvals.flatMap(({ record, why }) =>
      why === undefined ? [] : [{ by: record.by, why }],
    ),
  };
}

function whyNot(
  record: ApprovalRecord,
  { from, notRequester, expiresAfter, boundTo }: ApprovalRules,
  { request, now }: { readonly request: GateRequest; readonly now: Millis },
): string | undefined {
  const { by, groups, digest, at, evidenceDigest } = record;
  const may = from.map(ref => ref.toLowerCase());
  const belongs = [by, ...groups].some(ref => may.includes(ref.toLowerCase()));
  if (!belongs) return 'is not one of those who may';
  if (notRequester && isInvolved(by, request.involved)) {
    return 'asked for or made the change';
  }
  if (request.digest !== undefined && digest !== request.digest) {
    return 'approved another artifact';
  }
  if (
    boundTo.includes('evidence') &&
    request.evidenceDigest !== undefined &&
    evidenceDigest !== request.evidenceDigest
  ) {
    return 'approved before the evidence changed';
  }
  if (expiresAfter !== undefined && now - at >= expiresAfter) {
    return 'approved too long ago';
  }
  return undefined;
}

/** Involved are refs and logins of other systems: a login is taken for the name of a user. */
function isInvolved(by: string, involved: readonly string[]): boolean {
  const names = [by, by.replace(/^user:[^/]+\//i, '')].map(one =>
    one.toLowerCase(),
  );
  return involved.some(one => names.includes(one.toLowerCase()));
}
