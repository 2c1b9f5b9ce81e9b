import { createDenial } from '../../__testUtils__/evaluations';
import { NOW } from '../../__testUtils__/facts';
import { translate } from '../../__testUtils__/translate';
import { type Permitted, refuse } from './allowances';

const all: Permitted = {
  ask: true,
  approve: true,
  waive: true,
  breakGlass: true,
  claim: true,
  invalidate: true,
};
const lead = {
  userRef: 'user:default/lead',
  refs: ['user:default/lead', 'group:default/payments-leads'],
};
const options = {
  evaluation: createDenial(),
  gate: 'release-approval',
  person: lead,
  permitted: all,
  now: NOW,
  t: translate,
};

describe('refuse', () => {
  it('knows nothing against a person who is waited for', () => {
    expect(refuse('approve', options)).toBeNull();
  });

  it('refuses the approval of who asked, however the ref is written', () => {
    const person = { userRef: 'User:default/A.Kim', refs: lead.refs };
    expect(refuse('approve', { ...options, person })).toBe(
      'You asked, so you cannot approve.',
    );
  });

  it('names those who may approve to everybody else', () => {
    const person = { userRef: 'user:default/b', refs: ['user:default/b'] };
    expect(refuse('approve', { ...options, person })).toBe(
      'Only payments-leads may approve.',
    );
  });

  it('names the permission that is missing', () => {
    const permitted = { ...all, waive: 'quality-gates.evaluation.waive' };
    expect(refuse('waive', { ...options, permitted })).toContain(
      'quality-gates.evaluation.waive',
    );
  });

  it('lets nobody act on an answer that holds no more, but ask again', () => {
    const evaluation = createDenial({ supersededBy: '8d2f' });
    expect(refuse('waive', { ...options, evaluation })).toMatch(/no more/);
    expect(refuse('ask', { ...options, evaluation })).toBeNull();
  });

  it('lets an expired answer be invalidated, as others are still compared with it', () => {
    const now = Date.parse(createDenial().expiresAt!) + 1;
    expect(refuse('invalidate', { ...options, now })).toBeNull();
    expect(refuse('waive', { ...options, now })).toMatch(/no more/);
  });
});
