import { fillText, placeholdersIn } from './fillText';

const values: Record<string, { type: string; value: string | null }> = {
  service: { type: 'label-value', value: 'cart' },
  nested: { type: 'string', value: '${service}' },
  missing: { type: 'string', value: null },
};
const fill = (text: string) => fillText(text, name => values[name]);

describe('fillText', () => {
  it('replaces placeholders and leaves other dollars alone', () => {
    expect(fill('${service}-eu $threshold ${ service } $1')).toBe(
      'cart-eu $threshold cart $1',
    );
  });

  it('never looks into a value for placeholders', () => {
    expect(fill('${nested}')).toBe('${service}');
  });

  it('escapes each value, knowing its type', () => {
    expect(
      fillText(
        '"${service}"',
        name => values[name],
        (value, { type }) => `${type}:${value}`,
      ),
    ).toBe('"label-value:cart"');
  });

  it.each([
    ['${nobody}', 'Nothing fills the placeholder ${nobody}'],
    ['${missing}', 'The placeholder ${missing} has no value here'],
    ['${}', 'Nothing fills the placeholder ${}'],
  ])('names the placeholder of %s that has no value', (text, message) => {
    expect(() => fill(text)).toThrow(message);
  });

  it('lists placeholders once', () => {
    expect(placeholdersIn('${a} ${b} ${a} $c {d}')).toEqual(['a', 'b']);
  });
});
