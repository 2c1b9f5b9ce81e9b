import { sourcePlace, subPath } from './sourcePlace';

describe('sourcePlace', () => {
  it.each([
    ['https://github.com/Acme/Pay', 'github.com', 'acme/pay', ''],
    ['https://github.com/acme/pay.git', 'github.com', 'acme/pay', ''],
    ['https://user:secret@github.com/acme/pay/', 'github.com', 'acme/pay', ''],
    [
      'https://github.com/acme/mono/tree/main/services/cart/',
      'github.com',
      'acme/mono',
      'services/cart',
    ],
    ['https://github.com/acme/mono/tree/main/', 'github.com', 'acme/mono', ''],
    ['https://github.com/acme/mono/tree/main', 'github.com', 'acme/mono', ''],
    [
      'https://github.com/acme/mono/blob/main/services/cart/catalog-info.yaml',
      'github.com',
      'acme/mono',
      'services/cart',
    ],
    [
      'https://github.com/acme/mono/blob/main/catalog-info.yaml',
      'github.com',
      'acme/mono',
      '',
    ],
    [
      'https://git.acme.com/group/sub/mono/-/tree/main/Services/Cart',
      'git.acme.com',
      'group/sub/mono',
      'services/cart',
    ],
    [
      'https://git.acme.com/group/sub/mono/-/blob/main/cart/catalog-info.yaml',
      'git.acme.com',
      'group/sub/mono',
      'cart',
    ],
    [
      'https://bitbucket.org/acme/mono/src/master/services/cart/',
      'bitbucket.org',
      'acme/mono',
      'services/cart',
    ],
    [
      'https://gitea.acme.com/acme/mono/src/branch/main/cart',
      'gitea.acme.com',
      'acme/mono',
      'cart',
    ],
    ['https://github.com/acme/tree', 'github.com', 'acme/tree', ''],
  ])('finds repository and folder of %s', (url, host, path, folder) => {
    expect(sourcePlace(url)).toEqual({
      repository: { host, path },
      path: folder,
    });
  });

  it('finds nothing in text that is no URL', () => {
    expect(sourcePlace('./services/cart')).toBeUndefined();
  });
});

describe('subPath', () => {
  it.each([
    ['/', ''],
    ['.', ''],
    ['./Services/Cart/', 'services/cart'],
    ['services//cart', 'services/cart'],
    ['my%20cart/', 'my cart'],
    ['100%/cart', '100%/cart'],
    ['.github/workflows', '.github/workflows'],
  ])('makes %s comparable as "%s"', (text, expected) => {
    expect(subPath(text)).toBe(expected);
  });
});
