import {
  decided,
  makeEvaluation,
  makeOutcome,
} from '../../__testUtils__/makeEvaluation';
import { MOST_CHARACTERS, statusReport } from './statusReport';

describe('statusReport', () => {
  it('says the decision, how many gates passed, and each gate', () => {
    const evaluation = makeEvaluation({
      ...decided('deny'),
      links: [{ title: 'Run', url: 'https://ci.example.com/runs/1' }],
    });
    expect(statusReport(evaluation)).toBe(
      [
        '### Must not be deployed: 4.18.0 to production',
        '',
        '0 of 1 gates passed.',
        '',
        '- **error-rate** fail: A limit does not hold',
        '',
        'Evaluation evaluation-1, [Run](https://ci.example.com/runs/1)',
      ].join('\n'),
    );
  });

  it('cuts at 1,024 characters, keeps what is worst and counts what is left out', () => {
    const outcomes = [
      ...Array.from({ length: 200 }, (_, n) =>
        makeOutcome(`gate-${n}`, 'pass'),
      ),
      makeOutcome('the-one', 'fail', 'x'.repeat(5_000)),
    ];
    const text = statusReport(makeEvaluation({ outcomes }));
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(text).toContain('**the-one** fail');
    expect(text).toMatch(/- and \d+ more\n\nEvaluation evaluation-1$/);
  });

  it('stays within its limit for long names and characters of two units', () => {
    const text = statusReport(
      makeEvaluation({
        version: 'v'.repeat(128),
        environment: '_'.repeat(200),
        outcomes: [makeOutcome('𝔤'.repeat(400), 'fail', '𝔪'.repeat(800))],
      }),
    );
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(Buffer.from(text).toString()).toBe(text);
  });

  it('lets no text of a gate become Markdown or call somebody', () => {
    const outcomes = [makeOutcome('g', 'fail', '[x](http://e) @acme <b>\n# y')];
    const text = statusReport(makeEvaluation({ outcomes }));
    expect(text).toContain('\\[x\\](http://e) @\u200bacme \\<b\\> # y');
  });

  it('says when nothing is enforced', () => {
    const text = statusReport(makeEvaluation({ enforced: false }));
    expect(text).toContain('Observing, not enforcing.');
  });
});
