import { DateTime } from 'luxon';
import { apiUrl, expect, readToken, test } from '../portal/test';
import { exportPipelineTrace } from '../senders/exportPipelineTrace';
import { sendDeployment, sendPush } from '../senders/githubExamples';

/** By hand: the second deployment brings three commits of this age; their median is 4 h. */
const AGES_IN_HOURS = [10, 4, 2];
const FIRST_SHA = 'a'.repeat(40);
const SHAS = ['b', 'c', 'd'].map(letter => letter.repeat(40));

const deployedAt = DateTime.utc().startOf('hour').minus({ days: 3 });
/** Outside of the 30 days that the page shows: it only says where the walk over the pushes ends. */
const firstDeployedAt = deployedAt.minus({ days: 40 });

test('a trace, pushes and a deployment become the lead time one computes by hand', async ({
  page,
}) => {
  await sendPush({
    before: '0'.repeat(40),
    commits: [
      { sha: FIRST_SHA, committedAt: firstDeployedAt.minus({ hours: 30 }) },
    ],
  });
  await sendDeployment({ id: 1, sha: FIRST_SHA, finishedAt: firstDeployedAt });
  await sendPush({
    before: FIRST_SHA,
    commits: SHAS.map((sha, index) => ({
      sha,
      committedAt: deployedAt.minus({ hours: AGES_IN_HOURS[index] }),
    })),
  });
  await sendDeployment({ id: 2, sha: SHAS[2], finishedAt: deployedAt });
  await exportPipelineTrace({
    repositoryUrl: 'https://github.com/Codertocat/Hello-World',
    pipeline: 'hello-ci',
    runId: '4711',
    sha: SHAS[2],
    startedAt: deployedAt.minus({ minutes: 20 }),
  });

  await expect
    .poll(readLeadTime, { timeout: 30_000 })
    .toEqual({ medianSeconds: 4 * 3600, n: 3 });

  await page.goto('/catalog/default/component/hello-world/quality-gates');
  const card = page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: 'Change lead time' }) });
  await expect(card).toContainText(/(?<!\d)4\s*h median/);
  await expect(card).toContainText('n = 3');
  await expect(
    page.getByRole('cell', { name: /hello-ci/ }).first(),
  ).toBeVisible();
});

async function readLeadTime() {
  const response = await fetch(
    apiUrl('/entities/component/default/hello-world/dora'),
    { headers: { authorization: `Bearer ${readToken}` } },
  );
  if (!response.ok) return response.status;
  const { changeLeadTime } = await response.json();
  return { medianSeconds: changeLeadTime.medianSeconds, n: changeLeadTime.n };
}
