import { imageVersion } from './imageVersion';

const sha = '4f2c'.repeat(10);
const digest = `sha256:${'0a'.repeat(32)}`;

describe('imageVersion', () => {
  it.each([
    ['acme/pay:v2', { version: 'v2' }],
    ['registry:5000/acme/pay:v2', { version: 'v2' }],
    ['registry:5000/acme/pay', {}],
    ['acme/pay:latest', {}],
    [`acme/pay:v2@${digest}`, { version: 'v2', digest }],
    [`acme/pay@${digest}`, { digest }],
    ['acme/pay:v2@sha256:short', { version: 'v2' }],
    [`acme/pay:${sha}`, { version: sha, commit: sha }],
    [`acme/pay:main-${sha}`, { version: `main-${sha}`, commit: sha }],
    ['acme/pay:sha-4F2C1F6', { version: 'sha-4F2C1F6', commit: '4f2c1f6' }],
    ['acme/pay:20250310', { version: '20250310' }],
    ['acme/pay:4f2c1f6', { version: '4f2c1f6' }],
    ['', {}],
  ])('of %s is %j', (reference, version) => {
    expect(imageVersion([reference], undefined)).toEqual(version);
  });

  it('is that of the named image, by its whole repository or the end of it', () => {
    const images = ['ghcr.io/acme/pay:v2', 'envoyproxy/envoy:v1', 'x/repay:v3'];
    for (const named of ['pay', 'acme/pay', 'ghcr.io/acme/pay']) {
      expect(imageVersion(images, named)).toEqual({ version: 'v2' });
    }
  });

  it('is none of several, of two tags of one image, and of an image that is not there', () => {
    expect(imageVersion(['a:v1', 'b:v1'], undefined)).toEqual({});
    expect(imageVersion(['acme/pay:v1', 'acme/pay:v2'], 'pay')).toEqual({});
    expect(imageVersion(['acme/pay:v1'], 'cart')).toEqual({});
    expect(imageVersion([], undefined)).toEqual({});
  });

  it('counts the same image once', () => {
    expect(imageVersion(['a:v1', 'a:v1'], undefined)).toEqual({
      version: 'v1',
    });
  });
});
