import { shortText } from './shortText';

describe('shortText', () => {
  it('cuts to 500 characters and leaves out colours of a terminal', () => {
    expect(shortText('x'.repeat(501))).toHaveLength(500);
    expect(shortText('\u001b[31mred\u001b[39m \n')).toBe('red');
  });

  it.each([undefined, '', ' \n', '\u001b[0m'])('%j is no text', text => {
    expect(shortText(text)).toBeUndefined();
  });
});
