import { createLogMask } from './createLogMask';

const mask = createLogMask([]);

// Put together here, so that no scanner takes them for real.
const fake = (...parts: string[]) => parts.join('');

describe('createLogMask', () => {
  it.each([
    ['API_KEY: "a b c"', 'API_KEY: ***'],
    ['{"token":"abc","n":1}', '{"token":***,"n":1}'],
    ['AWS_SECRET_ACCESS_KEY=abcdef next', 'AWS_SECRET_ACCESS_KEY=*** next'],
    ['login --password hunter2 --user me', 'login --password *** --user me'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: ***'],
    ["curl -H 'Authorization: Bearer abc.def'", "curl -H 'Authorization: ***'"],
    ['sent Bearer abcdefgh.ij', 'sent Bearer ***'],
    [fake('got gh', 'p_', 'a'.repeat(36), '!'), 'got ***!'],
    [fake('got github', '_pat_', 'a'.repeat(40)), 'got ***'],
    [fake('got glp', 'at-', 'a'.repeat(20)), 'got ***'],
    [fake('id AKI', 'A', 'B'.repeat(16)), 'id ***'],
    [fake('hook xox', 'b-', '1'.repeat(12)), 'hook ***'],
    [fake('jwt ey', 'Jabcdefgh.', 'abcdefgh.', 'sig'), 'jwt ***'],
    ['postgres://user:pass@db:5432/x', 'postgres://user:***@db:5432/x'],
    ['a'.repeat(64), '***'],
  ])('masks %s', (line, masked) => {
    expect(mask([line])).toEqual([masked]);
  });

  it.each([
    'Compiled 12 files in 3.4s',
    'HEAD is now at 4f2b1c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b Fix the cart',
    'see https://example.com/acme/checkout@v3',
    'tests/password.test.ts passed',
  ])('leaves %s as it is', line => {
    expect(mask([line])).toEqual([line]);
  });

  it('masks a private key from its first line to its last', () => {
    const lines = [
      'before',
      fake('-----BEGIN RSA PRIV', 'ATE KEY-----'),
      'abc',
      fake('-----END RSA PRIV', 'ATE KEY-----'),
      'after',
    ];
    expect(mask(lines)).toEqual(['before', '***', '***', '***', 'after']);
  });

  it.each([
    ['eyJ-'.repeat(1_024)],
    ['a'.repeat(4_096)],
    ['password'.repeat(512)],
    ['https://'.repeat(512)],
    [' authorization:'.repeat(270)],
  ])('answers for hostile lines in time: %.12s', line => {
    const started = Date.now();
    mask(Array.from({ length: 200 }, () => line));
    expect(Date.now() - started).toBeLessThan(1_000);
  });
});
