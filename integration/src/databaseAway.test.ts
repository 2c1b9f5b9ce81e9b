import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Deployment,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createCuttableProxy, type WayTo } from './cuttableProxy';
import { createPortal } from './portal';
import { engines } from './portalHome';

const postgres = engines().find(engine => engine.name === 'PostgreSQL');
const whenPostgres = postgres ? describe : describe.skip;

const SPAN = {
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b174',
              name: 'x',
              startTimeUnixNano: '1767960000000000000',
              endTimeUnixNano: '1767960060000000000',
            },
          ],
        },
      ],
    },
  ],
};

whenPostgres('PostgreSQL goes away (needs QG_TEST_POSTGRES)', () => {
  it.each<WayTo>(['refused', 'silent'])(
    'a sender hears 503 with Retry-After within 2 s while connections are %s, and its retry is kept',
    async way => {
      const url = new URL(
        postgres && 'connection' in postgres ? postgres.connection : '',
      );
      const proxy = await createCuttableProxy({
        host: url.hostname,
        port: Number(url.port),
      });
      url.port = String(proxy.port);
      const portal = await createPortal({
        engine: { name: 'PostgreSQL', connection: url.toString() },
        components: [{ name: 'away' }],
      });
      const deployment = {
        id: 'd1',
        entityRef: 'component:default/away',
        environment: 'production',
        status: 'success',
        finishedAt: '2025-04-01T12:00:00Z',
      };
      try {
        await portal.start();
        proxy.become(way);
        for (const [path, body] of [
          ['/ingest/deployments', deployment],
          ['/otlp/v1/traces', SPAN],
        ] as const) {
          const asked = Date.now();
          const refused = await portal.send(path, body);
          const seconds = (Date.now() - asked) / 1000;
          expect([path, refused.status]).toEqual([path, 503]);
          expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
          // 2 s is the promise; the rest is the test's own way over loopback.
          expect(seconds).toBeLessThan(2.5);
        }

        proxy.become('open');
        let kept = await portal.send('/ingest/deployments', deployment);
        for (let tries = 0; kept.status === 503 && tries < 50; tries++) {
          await sleep(200);
          kept = await portal.send('/ingest/deployments', deployment);
        }
        expect(kept.status).toBe(202);
        let found: Page<Deployment> | undefined;
        for (let tries = 0; !found?.items.length && tries < 50; tries++) {
          await sleep(200);
          found = await portal.read<Page<Deployment>>(
            '/entities/component/default/away/deployments',
          );
        }
        expect(found?.items.map(item => item.id)).toEqual(['d1']);
      } finally {
        await portal.dispose();
        await proxy.close();
      }
    },
    120_000,
  );
});
