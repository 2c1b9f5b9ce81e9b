import { DateTime } from 'luxon';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { captureWhole } from '../portal/captureWhole';
import { checkPage } from '../portal/checkPage';
import { missingMonitoring } from '../portal/monitoring';
import { expect, test } from '../portal/test';
import { callApi } from '../senders/callApi';

const ENTITY = 'component:default/error-keeper';
const VERSION = '1.5.0';

const missing = missingMonitoring.join(', ');
const described = missing ? test.describe.skip : test.describe;

described(`a real Prometheus${missing && ` (skipped: no ${missing})`}`, () => {
  test('blocks a version that fails too often, with value, limit and query on screen', async ({
    page,
  }) => {
    const at = DateTime.utc().minus({ minutes: 10 }).toISO();
    await callApi('/ingest/deployments', {
      entityRef: ENTITY,
      environment: 'staging',
      version: VERSION,
      status: 'success',
      startedAt: at,
      finishedAt: at,
    });
    const question = {
      entityRef: ENTITY,
      environment: 'production',
      version: VERSION,
      phase: 'pre-deploy',
    };
    const { id } = await callApi<Evaluation>('/evaluations', question);
    const decided = await callApi<Evaluation>(`/evaluations/${id}?wait=30s`);
    expect(decided).toMatchObject({ decision: 'deny', canDeploy: false });

    const tab = '/catalog/default/component/error-keeper/quality-gates';
    await page.goto(`${tab}/gates/evaluations/${id}`);
    await expect(
      page.getByRole('heading', { name: `${VERSION} cannot go to Production` }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Expand all' }).click();
    await expect(page.getByText(/0\.2|20 %/).first()).toBeVisible();
    await expect(page.getByText(/0\.05|5 %/).first()).toBeVisible();
    await expect(
      page.getByText('requests_total{version="1.5.0",code=~"5.."}').first(),
    ).toBeVisible();
    await checkPage(page);
    await captureWhole(page, 'evaluation-denied');
  });
});
