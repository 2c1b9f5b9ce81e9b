import { repositoryId, runKey, taskKey } from './keys';

describe('runKey', () => {
  const repository = { host: 'github.com', path: 'acme/pay' };

  it('names provider, repository, run and attempt', () => {
    expect(
      runKey({ provider: 'GitHub', repository, runId: '7', attempt: 2 }),
    ).toBe('github:github.com/acme/pay/7#2');
  });

  it('is another for another attempt', () => {
    const run = { provider: 'github', repository, runId: '7' };
    expect(runKey({ ...run, attempt: 1 })).not.toBe(
      runKey({ ...run, attempt: 2 }),
    );
  });
});

describe('taskKey', () => {
  it('tells tasks apart whose run ids repeat', () => {
    const keys = [
      taskKey('run#1', 'test', '1'),
      taskKey('run#1', 'build', '1'),
      taskKey('run#2', 'test', '1'),
      taskKey('run#1', 'test', '2'),
    ];
    expect(new Set(keys).size).toBe(4);
  });
});

describe('repositoryId', () => {
  it.each([
    ['https://github.com/Acme/Pay'],
    ['https://github.com/acme/pay/'],
    ['https://github.com/acme/pay.git'],
    ['https://user:secret@GitHub.com/acme/pay.git'],
    ['https://github.com:8443/acme/pay?tab=readme#top'],
    ['ssh://git@github.com/acme/pay.git'],
    ['git@github.com:Acme/Pay.git'],
    ['github.com:acme/pay'],
    ['  git@github.com:acme/pay.git  '],
  ])('%j is the repository acme/pay of github.com', text => {
    expect(repositoryId(text)).toEqual({
      host: 'github.com',
      path: 'acme/pay',
    });
  });

  it('keeps sub-groups', () => {
    expect(repositoryId('https://gitlab.com/acme/shop/pay.git')).toEqual({
      host: 'gitlab.com',
      path: 'acme/shop/pay',
    });
  });

  it.each([[''], ['acme/pay'], ['pay'], ['https://github.com'], ['not a url']])(
    '%j is no repository',
    text => {
      expect(repositoryId(text)).toBeUndefined();
    },
  );
});
