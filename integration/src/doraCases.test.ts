import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  describeDoraCases,
  type DoraCase,
  type DoraCaseQuestion,
  readDoraCases,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { createPortal, type Portal } from './portal';
import { engines } from './portalHome';

// A question is a dozen requests, and the machine may be busy.
jest.setTimeout(30_000);

/** Components a question may use as its own: ids repeat between cases. */
const POOL = Array.from({ length: 150 }, (_, i) => ({ name: `pool-${i}` }));

const corpus = process.env.QUALITY_GATES_CORPUS;
const otherFile = corpus && join(corpus, '../cases/dora-cases.json');
const others =
  otherFile && existsSync(otherFile)
    ? readDoraCases(JSON.parse(readFileSync(otherFile, 'utf8')))
    : undefined;

/** How far an incident looks back is configuration, so cases that differ in it need portals of their own. */
function byLinkHours(cases: readonly DoraCase[]) {
  const groups = new Map<number, DoraCase[]>();
  for (const one of cases) {
    const hours = one.query.incidentLinkHours ?? 0;
    groups.set(hours, [...(groups.get(hours) ?? []), one]);
  }
  return [...groups];
}

/** Sends what happened through the doors and asks over HTTP, on components nobody else uses. */
async function answer(
  portal: Portal,
  question: DoraCaseQuestion,
  take: () => string,
): Promise<DoraReport> {
  const { events, query, entityRefs } = question;
  const own = new Map<string, string>();
  const mine = (entity: string) => {
    if (!own.has(entity)) own.set(entity, `component:default/${take()}`);
    return own.get(entity)!;
  };
  const send = async (door: string, body: object) => {
    const response = await portal.send(`/ingest/${door}`, body);
    if (response.status !== 202) throw new Error(await response.text());
  };
  for (const one of events.deployments) {
    const { entity, sha, reachedProduction, runId, ...sent } = one;
    await send('deployments', {
      ...sent,
      entityRef: mine(entity),
      commit: sha,
      reachedEnvironment: reachedProduction,
    });
  }
  for (const { entity, createdAt, resolvedAt, ...sent } of events.incidents) {
    await send('incidents', {
      ...sent,
      entityRef: mine(entity),
      openedAt: createdAt,
      resolvedAt: resolvedAt ?? undefined,
    });
  }
  if (query.sourceMapped && events.deployments.length === 0) {
    await send('deployments', {
      entityRef: mine(entityRefs[0]),
      environment: query.productionEnvironments[0],
      status: 'success',
      finishedAt: '2000-01-01T00:00:00Z',
    });
  }
  await portal.settled();

  const search = new URLSearchParams({
    from: query.from,
    to: query.to,
    timezone: query.timezone,
    ...(query.bucket && { bucket: query.bucket }),
    ...(query.countBy && { countBy: query.countBy }),
  });
  for (const environment of query.productionEnvironments) {
    search.append('environment', environment);
  }
  if (entityRefs.length > 1) {
    for (const ref of entityRefs) search.append('entityRef', mine(ref));
    return portal.read(`/dora?${search}`);
  }
  const name = mine(entityRefs[0]).split('/')[1];
  return portal.read(`/entities/component/default/${name}/dora?${search}`);
}

describe.each(engines())('over HTTP on $name', engine => {
  const suites = [
    { name: 'own cases', cases: readDoraCases() },
    ...(others ? [{ name: 'cases of the corpus', cases: others }] : []),
  ];
  describe.each(suites)('$name', ({ cases }) => {
    describe.each(byLinkHours(cases))(
      'incidents look back %d h',
      (withinHours, group) => {
        let portal: Portal;
        let used = 0;
        beforeAll(async () => {
          portal = await createPortal({
            engine,
            components: POOL,
            config: { dora: { incidentLink: { withinHours } } },
          });
          await portal.start();
        }, 90_000);
        afterAll(() => portal.dispose());

        describeDoraCases(
          question => answer(portal, question, () => POOL[used++].name),
          { cases: group },
        );
      },
    );
  });
});

describe('cases of the corpus', () => {
  if (!others) it.todo('run over HTTP when QUALITY_GATES_CORPUS is set');
});
