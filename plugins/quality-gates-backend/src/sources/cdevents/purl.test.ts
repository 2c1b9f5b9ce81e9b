import { readPurl } from './purl';

const digest = `sha256:${'0b'.repeat(32)}`;
const sha = '4f2c'.repeat(10);

describe('readPurl', () => {
  it.each([
    [`pkg:oci/pay@${encodeURIComponent(digest)}`, { digest }],
    [
      `pkg:oci/pay@${encodeURIComponent(digest)}?tag=v1`,
      { digest, version: 'v1' },
    ],
    [`pkg:oci/pay@${digest}?tag=latest`, { digest }],
    ['pkg:docker/acme/pay@v2', { version: 'v2' }],
    ['pkg:npm/%40acme/pay@1.4.0', { version: '1.4.0' }],
    [
      `pkg:github/Acme/Pay@${sha}`,
      { commit: sha, repository: { host: 'github.com', path: 'acme/pay' } },
    ],
    [
      'pkg:golang/git.example.com/acme/pay@v1.4.0#cmd',
      {
        version: 'v1.4.0',
        repository: { host: 'git.example.com', path: 'acme/pay' },
      },
    ],
    [
      `pkg:oci/pay@v1?vcs_url=git%2Bhttps://git.example.com/acme/pay.git%40${sha}`,
      {
        version: 'v1',
        commit: sha,
        repository: { host: 'git.example.com', path: 'acme/pay' },
      },
    ],
    [
      'pkg:oci/pay@v1?vcs_url=git@git.example.com:acme/pay.git@main',
      {
        version: 'v1',
        repository: { host: 'git.example.com', path: 'acme/pay' },
      },
    ],
    ['pkg:npm/pay', {}],
    ['pkg:npm/pay@%', {}],
    ['six-1.14.0-py2.py3-none-any.whl', {}],
    [undefined, {}],
  ])('reads %s', (text, artifact) => {
    expect(readPurl(text)).toEqual(artifact);
  });
});
