import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DateTime } from 'luxon';
import { apiUrl, expect, test, token } from '../portal/test';

const run = promisify(execFile);

test('a gate outcome sent by curl appears in the gate history', async ({
  page,
}) => {
  const body = JSON.stringify({
    entityRef: 'component:default/gate-keeper',
    environment: 'production',
    version: '1.2.3',
    gate: 'smoke-tests',
    outcome: 'fail',
    value: 3,
    limit: 0,
    unit: 'failed',
    summary: '3 of 40 smoke tests failed',
    at: DateTime.utc().minus({ minutes: 5 }).toISO(),
  });
  const { stdout } = await run('curl', [
    ...['-sS', '-X', 'POST', apiUrl('/ingest/gate-outcomes')],
    ...['-H', `Authorization: Bearer ${token}`],
    ...['-H', 'Content-Type: application/json', '-d', body],
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ duplicate: false });

  await page.goto('/catalog/default/component/gate-keeper/quality-gates');
  const row = page.getByRole('row').filter({ hasText: 'smoke-tests' }).first();
  await expect(row).toBeVisible();
  await expect(row.getByRole('link', { name: /fail/i }).first()).toBeVisible();
  await expect(row).toContainText('0 of 1');
});
