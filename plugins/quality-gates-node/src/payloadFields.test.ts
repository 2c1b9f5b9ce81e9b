import { z } from 'zod';
import { payloadFields } from './payloadFields';

const { listOf, maybeLink, maybeMillis, maybeText, millis, textByKey } =
  payloadFields;
const NOON = '2025-03-10T12:00:00Z';

describe('payloadFields', () => {
  it('read what is there', () => {
    expect(millis.parse(NOON)).toBe(1_741_608_000_000);
    expect(maybeMillis.parse(NOON)).toBe(1_741_608_000_000);
    expect(maybeText.parse('a')).toBe('a');
    expect(maybeLink.parse('https://example.com')).toBe('https://example.com');
    expect(textByKey.parse({ team: 'pay' })).toEqual(
      new Map([['team', 'pay']]),
    );
    expect(listOf(z.string()).parse(['a'])).toEqual(['a']);
  });

  it.each([undefined, null])('take %s for none', nothing => {
    expect(maybeMillis.parse(nothing)).toBeUndefined();
    expect(maybeText.parse(nothing)).toBeUndefined();
    expect(maybeLink.parse(nothing)).toBeUndefined();
    expect(textByKey.parse(nothing)).toEqual(new Map());
    expect(listOf(z.string()).parse(nothing)).toEqual([]);
    expect(millis.safeParse(nothing).success).toBe(false);
  });

  it('take an empty text for none, and nothing but a web address for a link', () => {
    expect(maybeText.parse('')).toBeUndefined();
    expect(maybeLink.parse('data:text/html,x')).toBeUndefined();
  });

  it('refuse an instant without a zone', () => {
    expect(maybeMillis.safeParse('2025-03-10T12:00:00').success).toBe(false);
  });
});
