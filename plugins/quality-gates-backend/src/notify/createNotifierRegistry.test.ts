import { createNotifierRegistry } from './createNotifierRegistry';

describe('createNotifierRegistry', () => {
  it('takes one notifier of a name only', () => {
    const one = { id: 'a', handles: [], notify: async () => {} };
    const registry = createNotifierRegistry([one]);
    expect(() => registry.add({ ...one })).toThrow(
      'There is already a notifier with the id a',
    );
    expect(registry.list()).toEqual([one]);
  });
});
