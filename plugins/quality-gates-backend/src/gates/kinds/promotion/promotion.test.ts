import type { DeployedVersion } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { promotion } from './index';

const MINUTE_MS = 60_000;
const DIGEST = 'sha256:new';

function deployed(
  version: string | undefined,
  minutesAgo: number,
  rest: Partial<DeployedVersion> = {},
): DeployedVersion {
  return {
    id: `${version}-${minutesAgo}`,
    environment: 'staging',
    version,
    digest: DIGEST,
    finishedAt: KIT_NOW - minutesAgo * MINUTE_MS,
    verdict: 'allow',
    ...rest,
  };
}

const staging = (
  ...all: readonly DeployedVersion[]
): GateKindCase['context'] => ({
  request: { digest: DIGEST },
  facts: {
    deployments: async ({ environment }) =>
      environment === 'staging' ? all : [],
  },
});

const refused = (name: string, summary: string) => ({
  readings: [
    { name, value: 0, limits: { fail: 1, direction: 'at-least' as const } },
  ],
  summary,
});

const waits = (message: string) => ({
  readings: [],
  pending: expect.objectContaining({ message }),
});

describeGateKind(promotion, {
  params: {
    after: 'staging',
    sameArtifact: true,
    minSoak: '1h',
    requireVerdict: 'pass',
    lastWithin: '7d',
  },
  value: {
    title: 'has a value once the version has soaked, to the millisecond',
    context: staging(deployed('1.5.0', 60)),
    measurement: {
      readings: [
        {
          name: 'minutes in staging',
          value: 60,
          unit: 'min',
          limits: { fail: 60, direction: 'at-least' },
        },
        {
          name: 'minutes since it reached staging',
          value: 60,
          unit: 'min',
          limits: { fail: 10_080, direction: 'at-most' },
        },
      ],
      summary:
        'Version 1.5.0 was in staging for 60 min, 60 min ago, and was let pass (allow)',
      about: { version: '1.5.0', digest: DIGEST },
    },
  },
  empty: {
    title: 'waits for a version that has not been there, and says who can help',
    context: {
      ...staging(deployed('1.4.9', 600)),
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'checkout' },
        relations: [
          { type: 'ownedBy', targetRef: 'group:default/payments-team' },
        ],
      },
    },
    measurement: {
      readings: [],
      pending: {
        message: 'Version 1.5.0 has not reached staging yet',
        who: ['group:default/payments-team'],
      },
    },
  },
  more: [
    {
      title: 'waits until it has soaked',
      context: staging(
        deployed('1.5.0', 0, { finishedAt: KIT_NOW - 60 * MINUTE_MS + 1 }),
      ),
      measurement: {
        readings: [],
        pending: {
          message: 'Version 1.5.0 must be in staging for 60 min',
          until: KIT_NOW + 1,
        },
      },
    },
    {
      title: 'begins to soak anew with every deployment',
      context: staging(deployed('1.5.0', 600), deployed('1.5.0', 10)),
      measurement: waits('Version 1.5.0 must be in staging for 60 min'),
    },
    {
      title: 'refuses a version that was replaced before it had soaked',
      context: staging(deployed('1.5.0', 120), deployed('1.6.0', 90)),
      measurement: refused(
        'stayed in place',
        'In staging version 1.5.0 was replaced by 1.6.0 after 30 min',
      ),
    },
    {
      title: 'takes a version that was replaced after it had soaked',
      context: staging(deployed('1.5.0', 240), deployed('1.6.0', 90)),
      measurement: {
        readings: expect.arrayContaining([
          expect.objectContaining({ name: 'minutes in staging', value: 150 }),
        ]),
      },
    },
    {
      title: 'refuses a version that was rolled back, however long it soaked',
      context: staging(
        deployed('1.4.9', 900),
        deployed('1.5.0', 600),
        deployed('1.4.9', 90),
      ),
      measurement: refused(
        'stayed in place',
        'In staging version 1.5.0 was rolled back to 1.4.9 after 8 h',
      ),
    },
    {
      title: 'refuses a version replaced by one that nobody knows',
      context: staging(deployed('1.5.0', 120), deployed(undefined, 90)),
      measurement: refused(
        'stayed in place',
        'In staging version 1.5.0 was replaced by an unknown version after 30 min',
      ),
    },
    ...['deny', 'allow-with-warnings', 'allow-break-glass'].map(verdict => ({
      title: `refuses a version to which the last verdict was ${verdict}`,
      context: staging(deployed('1.5.0', 120, { verdict })),
      measurement: refused(
        'passed there',
        `staging says ${verdict} to version 1.5.0`,
      ),
    })),
    {
      title: 'takes warnings when told so',
      params: { after: 'staging', requireVerdict: 'warn' },
      context: staging(
        deployed('1.5.0', 120, { verdict: 'allow-with-warnings' }),
      ),
      measurement: {
        readings: [expect.objectContaining({ name: 'minutes in staging' })],
      },
    },
    {
      title: 'waits for a verdict that is not there',
      context: staging(deployed('1.5.0', 120, { verdict: null })),
      measurement: waits('staging has no verdict on version 1.5.0 yet'),
    },
    {
      title: 'waits while the verdict is open',
      context: staging(deployed('1.5.0', 120, { verdict: 'wait' })),
      measurement: waits('staging says wait to version 1.5.0'),
    },
    {
      title: 'refuses another artifact under the same version',
      context: staging(deployed('1.5.0', 120, { digest: 'sha256:old' })),
      measurement: refused(
        'same artifact',
        'staging ran sha256:old as version 1.5.0, and sha256:new is asked for',
      ),
    },
    {
      title: 'decides nothing about an artifact that nobody named there',
      context: staging(deployed('1.5.0', 120, { digest: undefined })),
      measurement: {
        readings: [],
        undecided: {
          code: 'digest_unknown',
          message:
            'Whether it is the same artifact is not known: there is no digest of the deployment to staging',
        },
      },
    },
    {
      title: 'decides nothing about an artifact that nobody named here',
      context: { ...staging(deployed('1.5.0', 120)), request: {} },
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: 'digest_unknown' }),
      },
    },
    {
      title: 'holds evidence that has expired against its limit',
      context: staging(deployed('1.5.0', 8 * 24 * 60)),
      measurement: {
        readings: expect.arrayContaining([
          expect.objectContaining({
            name: 'minutes since it reached staging',
            value: 11_520,
          }),
        ]),
      },
    },
  ],
  wrongParams: [
    { title: 'no environment before', params: {} },
    { title: 'a soak that is no duration', params: { after: 's', minSoak: 1 } },
    {
      title: 'a verdict that nobody gives',
      params: { after: 's', requireVerdict: 'fail' },
    },
  ],
});
