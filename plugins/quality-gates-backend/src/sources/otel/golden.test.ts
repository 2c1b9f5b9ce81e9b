import { goldens } from './__fixtures__/golden';
import { traces } from './__fixtures__/traces';
import { checkAnyOrder } from './__testUtils__/anyOrder';
import { golden } from './__testUtils__/golden';
import { emitters, readSpan } from './emitters';

const names = Object.keys(traces);

describe('the trace of each emitter', () => {
  it('is there', () => {
    const ids = names.map(name =>
      name.replace(/[A-Z]/g, letter => `-${letter}`.toLowerCase()),
    );
    expect(ids).toEqual(
      expect.arrayContaining(emitters.map(emitter => emitter.id)),
    );
    expect(Object.keys(goldens).sort()).toEqual([...names].sort());
  });

  it.each(names)('of %s says who, what, how long and how it ended', name => {
    expect(golden(traces[name])).toEqual(goldens[name]);
  });

  it.each(names)('of %s says the same in any order', name => {
    expect(() => checkAnyOrder(traces[name])).not.toThrow();
  });

  it.each(emitters.map(({ id, read }) => ({ id, read })))(
    'has a span that only $id explains',
    ({ id, read }) => {
      const name = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
      const own = traces[name].filter(span => read(span));
      expect(own.length).toBeGreaterThan(0);
      expect(own.map(span => readSpan(span))).toEqual(
        own.map(span => read(span)),
      );
    },
  );
});
