import { InputError } from '@backstage/errors';
import {
  createGateKind,
  type GateSource,
  type Measurement,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { JSON_PATH, valueAt } from './jsonPath';

/** Answers that say something about what was asked, not about the asking. */
const ANSWERS = [400, 404, 409, 410, 412, 422];

const expected = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.null(),
]);

const params = z.strictObject({
  /** Of type `http`; named in app-config. */
  source: z.string().min(1).max(128),
  /** Below the URL of the source; placeholders are encoded. */
  path: z
    .string()
    .max(1_024)
    .regex(/^\/(?!\/)[^\\#\s]*$/),
  /** `status`, and values at paths of the JSON body: `json:$.state`. */
  expect: z
    .record(
      z.string().regex(new RegExp(`^status$|${JSON_PATH.source}`)),
      expected,
    )
    .refine(given => isStatus(given.status ?? 200), {
      path: ['status'],
      message: `must be 200 to 299, or one of ${ANSWERS.join(', ')}`,
    })
    .refine(
      given => Object.keys(given).length > 0 && Object.keys(given).length <= 20,
      {
        message: 'must have 1 to 20 entries',
      },
    ),
});

type Params = z.output<typeof params>;

function isStatus(value: unknown): boolean {
  const status = Number(value);
  if (!Number.isInteger(value)) return false;
  return (status >= 200 && status <= 299) || ANSWERS.includes(status);
}

/** Whether a system answers as expected: a status and values of its JSON. */
export const http = createGateKind({
  kind: 'http',
  title: 'HTTP answer',
  params,
  sourceTypes: ['http'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'http' }],
  lint: ({ expect }) =>
    Object.keys(expect).some(key => key !== 'status')
      ? []
      : [
          {
            severity: 'warning',
            path: 'expect',
            rule: 'only-status',
            message:
              'Many systems answer 200 to everything: expect a value of the body, too',
          },
        ],
  setup: env => context =>
    look(context, env.source(context.params.source, 'http')),
});

async function look(
  context: ProbeContext<Params>,
  source: GateSource,
): Promise<Measurement> {
  const { params: given, fill, signal } = context;
  const path = fill(given.path, encodeSegment);
  const { status: wanted = 200, ...values } = given.expect;
  const { status, body } = await source.fetchJson(path, {
    signal,
    accept: ANSWERS,
  });
  const seen = { resolvedQuery: `GET ${path}`, evidenceUrl: source.link(path) };
  const paths = Object.keys(values);
  if (paths.length > 0 && body === undefined && status === wanted) {
    const message = `${source.id} answered ${status} without a body`;
    const undecided = { code: 'empty_answer', message };
    return { ...seen, readings: [], summary: message, undecided };
  }
  const wrong = [
    ...(status === wanted ? [] : [`status is ${status}, not ${wanted}`]),
    ...paths.flatMap(key => describeWrong(key, valueAt(body, key), context)),
  ];
  return {
    ...seen,
    readings: [
      {
        name: 'expectations not met',
        value: wrong.length,
        unit: 'unmet expectations',
        limits: { fail: 0, direction: 'at-most' },
      },
    ],
    summary: wrong.length
      ? `${source.id}: ${wrong.join('; ')}`
      : `${source.id} answers as expected`,
    evidence: { status },
  };
}

/** [] when the value is the expected one, else a sentence; only plain values are shown, and of those the beginning. */
function describeWrong(
  key: string,
  value: unknown,
  { params: given, fill }: ProbeContext<Params>,
): string[] {
  const raw = given.expect[key];
  const wanted = typeof raw === 'string' ? fill(raw) : raw;
  if (value === wanted) return [];
  const path = key.slice('json:'.length);
  if (value === undefined) return [`${path} is not there`];
  const isPlain = typeof value !== 'object' || value === null;
  const shown = isPlain
    ? JSON.stringify(value).slice(0, 100)
    : 'no plain value';
  return [`${path} is ${shown}, not ${JSON.stringify(wanted)}`];
}

/** One value is one segment or query value; `.` and `..` are none. */
function encodeSegment(value: string): string {
  if (/^\.{1,2}$/.test(value)) {
    throw new InputError('A value of the path would leave its place');
  }
  return encodeURIComponent(value);
}
