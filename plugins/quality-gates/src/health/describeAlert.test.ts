import { translate as t } from '../__testUtils__/translate';
import { describeAlert } from './describeAlert';

it.each([
  [
    { code: 'pull-request-p95', value: 960, limit: 900, cause: 'test' },
    'Duration of pull-request runs, p95, is 16 min, the limit is 15 min. Caused by test.',
  ],
  [
    { code: 'cache-hit-ratio', value: 0.41, limit: 0.6 },
    'Cache hit rate is 41 %, at least 60 % is wanted.',
  ],
  [
    { code: 'critical-findings', value: 3, limit: 1 },
    'Critical findings this week is 3, the limit is 1.',
  ],
  [
    { code: 'constructor', value: 2, limit: 1 },
    'constructor is 2, the limit is 1.',
  ],
])('says of %j: %s', (alert, sentence) => {
  expect(describeAlert(alert, t)).toBe(sentence);
});
