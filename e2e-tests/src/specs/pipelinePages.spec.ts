import { DateTime } from 'luxon';
import { inEachLook } from '../portal/inEachLook';
import { apiUrl, expect, test, token } from '../portal/test';
import { sendJenkinsTrace } from '../senders/sendJenkinsTrace';

const CATALOG = '/catalog/default/component';

const PAGES = [
  {
    name: 'pipelines',
    path: `${CATALOG}/checkout/quality-gates/pipelines`,
    heading: 'Pipeline health',
  },
  {
    name: 'run-full',
    path: `${CATALOG}/checkout/quality-gates/pipelines?result=success`,
    opens: true,
    heading: 'Waterfall',
  },
  {
    name: 'run-failing',
    path: `${CATALOG}/hello-world/quality-gates/pipelines?pipeline=hello-shots`,
    opens: true,
    heading: 'What failed, and whose problem it is',
  },
  {
    name: 'run-no-trace',
    path: `${CATALOG}/hello-world/quality-gates/pipelines?pipeline=hello-silent`,
    opens: true,
    heading: 'Waterfall',
  },
  {
    name: 'admin',
    path: '/quality-gates/admin',
    heading: 'Facts that belong to no entity',
  },
] as const;

test.beforeAll(async () => {
  const startedAt = DateTime.utc().minus({ hours: 2 });
  await sendJenkinsTrace({
    job: 'hello-shots',
    number: 7,
    repository: 'Codertocat/Hello-World',
    startedAt,
    message: 'script returned exit code 1',
  });
  const response = await fetch(apiUrl('/ingest/runs'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({
      id: 'silent-1',
      pipeline: 'hello-silent',
      entityRef: 'component:default/hello-world',
      status: 'queued',
    }),
  });
  expect(response.status).toBe(202);
});

for (const { name, path, heading, ...how } of PAGES) {
  inEachLook(name, async page => {
    await page.goto(path);
    if ('opens' in how) {
      const table = page.getByRole('table', { name: 'Pipeline runs' });
      await table.getByRole('row').nth(1).getByRole('link').first().click();
    }
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await page.waitForLoadState('networkidle');
  });
}
