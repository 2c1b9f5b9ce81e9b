import { normaliseResult, PHASES, RESULTS } from './result';

describe('normaliseResult', () => {
  it.each([
    ['success', 'success'],
    ['ok', 'success'],
    ['passed', 'success'],
    ['succeeded', 'success'],
    ['neutral', 'success'],
    ['failure', 'failure'],
    ['failed', 'failure'],
    ['unstable', 'failure'],
    ['action_required', 'failure'],
    ['stale', 'failure'],
    ['error', 'error'],
    ['startup_failure', 'error'],
    ['timeout', 'timeout'],
    ['timed_out', 'timeout'],
    ['ExceededTimeout:builtin', 'timeout'],
    ['org.jenkinsci.ExceededTimeoutCause', 'timeout'],
    ['cancellation', 'cancellation'],
    ['cancelled', 'cancellation'],
    ['canceled', 'cancellation'],
    ['aborted', 'cancellation'],
    ['skip', 'skip'],
    ['skipped', 'skip'],
    ['not_built', 'skip'],
    ['not_executed', 'skip'],
    ['manual', 'skip'],
  ])('%s means %s, in any case and with space around', (word, result) => {
    expect(normaliseResult(word)).toBe(result);
    expect(normaliseResult(` ${word.toLocaleUpperCase('en-US')} `)).toBe(
      result,
    );
  });

  it.each([[undefined], [null], [''], ['  '], ['unset'], ['unknown'], ['yes']])(
    '%j means unknown, never success',
    word => {
      expect(normaliseResult(word)).toBe('unknown');
    },
  );

  it.each([['constructor'], ['__proto__'], ['toString']])(
    '%s, a name every object has, means unknown',
    word => {
      expect(normaliseResult(word)).toBe('unknown');
    },
  );

  it('gives back every result but unknown for its own word', () => {
    for (const result of RESULTS) expect(normaliseResult(result)).toBe(result);
  });
});

describe('PHASES', () => {
  it('stand in the order in which a later one wins', () => {
    expect(PHASES).toEqual(['pending', 'executing', 'terminal']);
  });
});
