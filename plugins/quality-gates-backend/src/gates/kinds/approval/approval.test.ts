import type {
  ApprovalRecord,
  GateRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { approval } from './index';

const LEADS = 'group:default/payments-leads';
const HOUR_MS = 3_600_000;

const said = (
  by: string,
  rest: Partial<ApprovalRecord> = {},
): ApprovalRecord => ({
  gate: 'under-test',
  decision: 'approve',
  by: `user:default/${by}`,
  groups: [LEADS],
  reason: '',
  at: KIT_NOW - HOUR_MS,
  version: '1.5.0',
  digest: null,
  ...rest,
});

const given = (
  records: readonly ApprovalRecord[],
  request: Partial<GateRequest> = {},
): GateKindCase['context'] => ({
  request: { involved: ['user:default/rita'], ...request },
  facts: { approvals: async () => records },
});

const approvals = (value: number, needed = 1) => ({
  readings: [
    {
      name: 'approvals',
      value,
      limits: { fail: needed, direction: 'at-least' as const },
    },
  ],
});

const waits = (message: string) => ({
  readings: [],
  pending: { message, who: [LEADS] },
});

const rejections = {
  readings: [
    {
      name: 'rejections',
      value: 1,
      limits: { fail: 0, direction: 'at-most' as const },
    },
  ],
};

const NONE = `0 of 1 approvals of version 1.5.0: waits for ${LEADS}`;

describeGateKind(approval, {
  params: {
    from: [LEADS],
    count: 1,
    notRequester: true,
    expiresAfter: '8h',
    boundTo: ['version', 'evidence'],
  },
  value: {
    title: 'counts who approved',
    context: given([said('anna')]),
    measurement: {
      ...approvals(1),
      summary: '1 of 1 approvals of version 1.5.0: user:default/anna',
    },
  },
  empty: {
    title: 'waits, and says who can approve',
    context: given([]),
    measurement: waits(NONE),
  },
  more: [
    {
      title: 'calls people and groups what the catalog calls them',
      context: {
        ...given([said('rita'), said('ben', { groups: [] })]),
        titles: async () =>
          new Map([
            [LEADS, 'Payments leads'],
            ['user:default/rita', 'Rita Roe'],
          ]),
      },
      measurement: {
        summary:
          '0 of 1 approvals of version 1.5.0: waits for Payments leads; Rita Roe asked for or made the change',
        pending: {
          message:
            '0 of 1 approvals of version 1.5.0: waits for Payments leads; Rita Roe asked for or made the change',
          who: [LEADS],
        },
      },
    },
    {
      title: 'does not count who asked',
      context: given([said('rita')]),
      measurement: waits(
        `${NONE}; user:default/rita asked for or made the change`,
      ),
    },
    {
      title: 'knows who made the change by a login, in any case',
      context: given([said('anna')], { involved: ['Anna'] }),
      measurement: waits(
        `${NONE}; user:default/anna asked for or made the change`,
      ),
    },
    {
      title: 'counts who asked when told so',
      params: { from: [LEADS], notRequester: false },
      context: given([said('rita')]),
      measurement: approvals(1),
    },
    {
      title: 'wants two when nobody is known to be involved',
      context: given([said('anna')], { involved: [] }),
      measurement: waits(
        `1 of 2 approvals of version 1.5.0: waits for ${LEADS}`,
      ),
    },
    {
      title: 'is content with two when nobody is known to be involved',
      context: given([said('anna'), said('ben')], { involved: [] }),
      measurement: approvals(2, 2),
    },
    {
      title: 'counts a person once',
      params: { from: [LEADS], count: 2 },
      context: given([said('anna'), said('ANNA')]),
      measurement: waits(
        `1 of 2 approvals of version 1.5.0: waits for ${LEADS}`,
      ),
    },
    {
      title: 'does not count other groups',
      context: given([said('anna', { groups: ['group:default/guests'] })]),
      measurement: waits(
        `${NONE}; user:default/anna is not one of those who may`,
      ),
    },
    {
      title: 'counts a user who is named',
      params: { from: ['user:default/anna'] },
      context: given([said('anna', { groups: [] })]),
      measurement: approvals(1),
    },
    {
      title: 'does not count approvals of another version',
      context: given([said('anna', { version: '1.4.9' })]),
      measurement: waits(NONE),
    },
    {
      title: 'does not count approvals of another artifact',
      context: given([said('anna', { digest: 'sha256:old' })], {
        digest: 'sha256:new',
      }),
      measurement: waits(
        `${NONE}; user:default/anna approved another artifact`,
      ),
    },
    {
      title: 'does not count approvals of other evidence',
      context: given([said('anna', { evidenceDigest: 'before' })], {
        evidenceDigest: 'now',
      }),
      measurement: waits(
        `${NONE}; user:default/anna approved before the evidence changed`,
      ),
    },
    {
      title: 'does not count approvals that have expired, to the millisecond',
      context: given([said('anna', { at: KIT_NOW - 8 * HOUR_MS })]),
      measurement: waits(`${NONE}; user:default/anna approved too long ago`),
    },
    {
      title: 'fails at once when somebody rejects, whoever it is',
      context: given([
        said('anna'),
        said('rita', {
          decision: 'reject',
          groups: [],
          reason: 'Wrong tax rate',
        }),
      ]),
      measurement: {
        ...rejections,
        summary: 'user:default/rita rejected version 1.5.0: Wrong tax rate',
      },
    },
    {
      title: 'keeps a rejection when the approval was before it',
      context: given([
        said('anna', { decision: 'reject', at: KIT_NOW - 1 }),
        said('anna', { at: KIT_NOW - 2 }),
      ]),
      measurement: rejections,
    },
    {
      title: 'takes a rejection back when the same person approves later',
      context: given([
        said('anna', { decision: 'reject', at: KIT_NOW - 2 }),
        said('anna', { at: KIT_NOW - 1 }),
      ]),
      measurement: approvals(1),
    },
    {
      title: 'does not count rejections of another version',
      context: given([
        said('anna'),
        said('ben', { decision: 'reject', version: '1.4.9' }),
      ]),
      measurement: approvals(1),
    },
  ],
  wrongParams: [
    { title: 'nobody to ask', params: { from: [] } },
    { title: 'a name that is no ref', params: { from: ['payments-leads'] } },
    { title: 'zero approvals', params: { from: [LEADS], count: 0 } },
    {
      title: 'a binding it does not know',
      params: { from: [LEADS], boundTo: ['time'] },
    },
  ],
});
