import { TextTable } from './TextTable';

describe('TextTable', () => {
  const read = (table: TextTable, text: string | Buffer) => {
    const inner = Buffer.from(text as string);
    const bytes = Buffer.concat([Buffer.from('<<'), inner, Buffer.from('>>')]);
    return table.read(bytes, 2, 2 + inner.length);
  };

  it.each([
    [''],
    ['cicd.pipeline.name'],
    ['Überprüfung ✓ 🚀'],
    ['x'.repeat(64)],
    ['x'.repeat(65)],
    [`${'long '.repeat(30)}ü`],
  ])('gives back %j as it is, also the second time', text => {
    const table = new TextTable();
    expect(read(table, text)).toBe(text);
    expect(read(table, text)).toBe(text);
  });

  it('replaces U+0000 and what is no UTF-8', () => {
    const table = new TextTable();
    expect(read(table, 'a\0b')).toBe('a\uFFFDb');
    expect(read(table, `${'a'.repeat(70)}\0`)).toBe(`${'a'.repeat(70)}\uFFFD`);
    expect(read(table, Buffer.from([0x61, 0xff]))).toBe('a\uFFFD');
  });

  it('never mistakes a text for another one, also when far more come than it has room for', () => {
    const table = new TextTable();
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 20_000; n++) {
        expect(read(table, `text ${n}`)).toBe(`text ${n}`);
      }
    }
  });
});
