import { readResource } from './resource';

describe('readResource', () => {
  it.each([
    ['proj/a:env/b:flag/c', { project: 'a', environment: 'b', flag: 'c' }],
    [
      'proj/a;x,y:env/b;z:flag/c;t',
      { project: 'a', environment: 'b', flag: 'c' },
    ],
    ['proj/a:env/*:flag/c', { project: 'a', flag: 'c' }],
    ['proj/a:env/b:segment/c', undefined],
    ['proj/a:env/b', undefined],
    ['proj/:env/b:flag/c', undefined],
    ['', undefined],
  ])('reads %j', (resource, read) => {
    expect(readResource(resource)).toEqual(read);
  });
});
