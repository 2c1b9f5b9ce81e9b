import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { surefire } from './__fixtures__/surefire';
import { junit } from './index';

const suite = 'shop.PriceTest';
const startedAt = Date.parse('2025-03-10T12:00:00Z');

describeSource(junit, {
  golden: [
    {
      title:
        'a report of Surefire is one test report, failed and flaky cases first',
      delivery: deliverFile('junit', surefire, {
        entityRef: 'component:default/checkout',
        commit: 'c1',
        runUrl: 'https://ci.example.com/7',
        suite: 'unit',
        environment: 'Staging',
      }),
      facts: [
        {
          ...FILE_FACT,
          type: 'test-report',
          at: startedAt + 1_000_500,
          data: {
            id: CONTENT_ID,
            tool: 'junit',
            commit: 'c1',
            runUrl: 'https://ci.example.com/7',
            suite: 'unit',
            environment: 'Staging',
            startedAt,
            finishedAt: startedAt + 1_000_500,
            durationSeconds: 1000.5,
            passed: 1,
            failed: 1,
            skipped: 1,
            flaky: 1,
            cases: [
              {
                name: 'discounts',
                suite,
                status: 'failed',
                durationSeconds: 0.5,
                message: 'expected: <1>',
              },
              {
                name: 'converts @slow',
                suite,
                status: 'flaky',
                durationSeconds: 0.1,
                tags: ['@slow'],
                message: 'first try',
              },
              {
                name: 'rounds',
                suite,
                status: 'passed',
                durationSeconds: 0.25,
              },
              {
                name: 'later',
                suite,
                file: 'PriceTest.java',
                status: 'skipped',
              },
            ],
          },
        },
      ],
    },
  ],
  malformed: [
    {
      title: 'a DTD, whatever it defines',
      delivery: deliverFile(
        'junit',
        '<!DOCTYPE a [<!ENTITY b "c">]>\n<testsuite name="&b;"/>',
      ),
      names: 'line 1, column',
    },
    {
      title: 'an entity that XML does not know',
      delivery: deliverFile('junit', '<testsuite name="&secret;"/>'),
      names: /line 1, column \d+: is not well-formed XML$/,
    },
    {
      title: 'an element that is not closed, by its place',
      delivery: deliverFile('junit', '<testsuite>\n<testcase></testsuite>'),
      names: 'line 2',
    },
    {
      title: 'elements nested ten thousand deep',
      delivery: deliverFile('junit', '<testsuite>'.repeat(10_000)),
      names: 'is nested too deep',
    },
    {
      title: 'XML that is no JUnit',
      delivery: deliverFile('junit', '<html/>'),
      names: 'the root must be testsuites or testsuite',
    },
    {
      title: 'U+0000, which XML does not allow',
      delivery: deliverFile('junit', '<testsuite name="a\0"/>'),
      names: 'line 1',
    },
    {
      title: 'bytes in another encoding than declared',
      delivery: deliverFile('junit', Uint8Array.from([0x3c, 0xff])),
      names: 'not text in the encoding',
    },
    {
      title: 'a request without entity and repository',
      delivery: deliverFile('junit', surefire, { commit: 'c1' }),
      names: 'query entityRef: is required, or repositoryUrl',
    },
    {
      title: 'a request without a commit',
      delivery: deliverFile('junit', surefire, { entityRef: 'component:a' }),
      names: 'query commit',
    },
  ],
});

describe('junit', () => {
  const read = (body: string) => {
    const [fact] = junit.normalise(deliverFile('junit', body));
    if (fact.type !== 'test-report') throw new Error(fact.type);
    return fact.data;
  };
  const passed = '<testcase name="a"/>';

  it('is incomplete when counters name a failure that no case shows', () => {
    expect(read(`<testsuite errors="1">${passed}</testsuite>`)).toMatchObject({
      passed: 1,
      failed: 0,
      incomplete: expect.stringContaining('counters'),
    });
    expect(
      read(`<testsuite errors="0">${passed}</testsuite>`).incomplete,
    ).toBeUndefined();
  });

  it('counts two cases of one name as two, failed or not', () => {
    const failed = '<testcase name="a"><failure/></testcase>';
    const {
      failed: f,
      passed: p,
      flaky,
    } = read(`<testsuite>${failed}${passed}</testsuite>`);
    expect([f, p, flaky]).toEqual([1, 1, 0]);
  });

  it('calls a case that did not run skipped', () => {
    const body = '<testsuite><testcase name="a" status="notrun"/></testsuite>';
    expect(read(body).skipped).toBe(1);
  });

  it('names the suites around a case, and cuts long messages', () => {
    const failure = `<failure message="${'x'.repeat(900)}"/>`;
    const { cases } = read(
      `<testsuites><testsuite name="A"><testsuite name="B"><testcase name="c">${failure}</testcase></testsuite></testsuite></testsuites>`,
    );
    expect(cases[0]).toMatchObject({ suite: 'A › B' });
    expect(cases[0].message).toHaveLength(500);
  });

  it('keeps at most 5,000 cases, the failed one first, and counts all', () => {
    const many = passed.repeat(6_000);
    const failed = '<testcase name="last"><error/></testcase>';
    const report = read(`<testsuite>${many}${failed}</testsuite>`);
    expect(report).toMatchObject({ passed: 6_000, failed: 1, truncated: true });
    expect(report.cases).toHaveLength(5_000);
    expect(report.cases[0].name).toBe('last');
  });

  it('takes a time without a zone for no time', () => {
    const body = '<testsuite timestamp="2025-03-10T12:00:00"/>';
    const [fact] = junit.normalise(deliverFile('junit', body));
    expect(fact.at).toBe(0);
    expect(read(body).startedAt).toBeUndefined();
  });

  it('reads the encoding that the file declares', () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="caf\u00e9"/>';
    const [fact] = junit.normalise(
      deliverFile('junit', Buffer.from(text, 'latin1')),
    );
    expect(fact.data).toMatchObject({ suite: 'caf\u00e9' });
  });
});
