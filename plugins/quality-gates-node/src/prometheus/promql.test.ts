import { fillText, type PlaceholderValue } from '../fillText';
import type { ProbeContext } from '../GateKind';
import { fillPromql, samplePromql } from './fillPromql';
import { promqlDurationMs } from './promqlDurationMs';
import { readPromql } from './readPromql';

const ATTACK = '1.4.2"} or vector(0) or up{x="';

function fillWith(
  value: string,
  type = 'version',
): ProbeContext<unknown>['fill'] {
  const found: PlaceholderValue = { type, value };
  return (text, escape, own = {}) =>
    fillText(
      text,
      name =>
        Object.hasOwn(own, name) ? { type: 'string', value: own[name] } : found,
      escape,
    );
}

describe('fillPromql', () => {
  it.each([
    ['up{v="${v}"}', '1.4.2', 'up{v="1.4.2"}'],
    ['up{v="${v}"}', '1.5.0+build.7', 'up{v="1.5.0+build.7"}'],
    ['up{v=~"${v}|x"}', '1.4.2+b', 'up{v=~"1\\\\.4\\\\.2\\\\+b|x"}'],
    ['up{v!~`${v}`}', '1.4', 'up{v!~`1\\.4`}'],
    ['up{v="${v}"}', ATTACK, `up{v="${ATTACK.replaceAll('"', '\\"')}"}`],
    ["up{v='${v}'}", 'a\'b"c\\', "up{v='a\\'b\"c\\\\'}"],
    ['rate(x[${v}])', '5m', 'rate(x[5m])'],
    ['sum by (${v}) (up)', 'job', 'sum by (job) (up)'],
    ['slo:rate${v}{a="#"}', '30d', 'slo:rate30d{a="#"}'],
    ['up # ${v} "', 'x', 'up # ${v} "'],
  ])('fills %s with %s', (template, value, filled) => {
    expect(fillPromql(template, fillWith(value))).toBe(filled);
  });

  it.each([
    ['up{v="${v}"}', 'a\nb', /cannot be written/],
    ['up{v=`${v}`}', '` or vector(0)', /cannot be written/],
    ['up ${v} vector(0)', 'or 1', /outside of quotes/],
    ['up${v}', ATTACK, /outside of quotes/],
    ['up ${v} down', 'or', /no PromQL/],
    ['label_replace(up,"a","b","c","${v}")', '.*', /value of a label matcher/],
    ['up{v="${v}"', '1', /no PromQL/],
    ['sum ${v} (job) (up)', 'by', /no PromQL|would change/],
  ])('refuses %s with %s', (template, value, words) => {
    expect(() => fillPromql(template, fillWith(value))).toThrow(words);
  });

  it('reads no endless template', () => {
    expect(() => fillPromql('x'.repeat(9_000), fillWith('1'))).toThrow(
      /at most 8192 characters/,
    );
  });

  it('asks the same about another version', () => {
    const query = fillPromql('up{v="${v}"}', fillWith('1.5.0'), {
      replace: (value, { type }) => (type === 'version' ? '1.4.2' : value),
    });
    expect(query).toBe('up{v="1.4.2"}');
  });
});

describe('samplePromql', () => {
  it('can be read before there are values', () => {
    const text = samplePromql(
      'rate(x{v="${request.version}",s="${s}"}[${window}] offset ${o})',
    );
    expect(text).toBe('rate(x{v="sampleversion",s="sample"}[1m] offset 1m)');
    expect(readPromql(text).isValid).toBe(true);
  });
});

describe('readPromql', () => {
  it('reads selectors, groupings and windows', () => {
    const query = readPromql(
      'sum by (job, le) (rate(a{x="1",y=~`b`,"u.v"!="\\"q"}[5m] offset 1h)) / up',
    );
    expect(query).toMatchObject({
      isValid: true,
      groupedBy: ['job', 'le'],
      windowsMs: [300_000, 3_600_000],
      comparison: undefined,
    });
    expect(query.selectors.map(({ matchers }) => matchers)).toEqual([
      [
        { name: 'x', operator: '=', value: '1' },
        { name: 'y', operator: '=~', value: 'b' },
        { name: 'u.v', operator: '!=', value: '"q' },
      ],
      [],
    ]);
  });

  it.each([
    ['a > 5', { left: 'a', operator: '>', right: '5', isWhole: true }],
    ['((a / b == 5))', { left: 'a / b', operator: '==', isBool: false }],
    ['a < bool 5', { left: 'a', operator: '<', right: '5', isBool: true }],
    ['a and b >= 5', { left: 'b', operator: '>=', isWhole: false }],
  ])('finds the comparison of %s', (text, comparison) => {
    expect(readPromql(text).comparison).toMatchObject(comparison);
  });

  it.each(['a / (b > 0) * 100', 'sum(a > 1)', 'a'])(
    'finds no comparison that decides %s',
    text => {
      expect(readPromql(text).comparison).toBeUndefined();
    },
  );

  it('reads each text for itself, also when it has read another since', () => {
    const texts = ['up{a="1"}', 'up{a="2"}', 'up{a="1"'];
    const read = () =>
      texts.map(text => {
        const { isValid, selectors } = readPromql(text);
        return [isValid, selectors[0].text];
      });
    const first = read();
    expect(first.slice(0, 2)).toEqual([
      [true, 'up{a="1"}'],
      [true, 'up{a="2"}'],
    ]);
    expect(first[2][0]).toBe(false);
    expect(read()).toEqual(first);
  });

  it.each(['', 'a{', 'a b', 'rate(x[5])]'])('says that %j is none', text => {
    expect(readPromql(text).isValid).toBe(false);
  });
});

describe('promqlDurationMs', () => {
  it.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['30d', 2_592_000_000],
    ['100ms', 100],
    ['5', undefined],
    ['m5', undefined],
    ['', undefined],
  ])('reads %j as %j ms', (text, ms) => {
    expect(promqlDurationMs(text)).toBe(ms);
  });
});
