import { linkIncidents } from './linkIncidents';
import { makeDeployment, makeIncident, makeQuery } from './testFacts';
import type { DoraIncident } from './types';

const d1 = makeDeployment('d1', '2 10:00');
const d2 = makeDeployment('d2', '20 10:00');
const CART = 'component:default/cart';

function linkOf(incident: DoraIncident, withinHours = 24) {
  const [{ link }] = linkIncidents({
    deployments: [d1, d2],
    incidents: [incident],
    rule: { ...makeQuery().incidentLink, withinHours },
  });
  return link && [link.how, ...link.deployments.map(({ id }) => id)];
}

describe('linkIncidents', () => {
  it('believes the id that the sender names', () => {
    const incident = makeIncident('i', '28 10:00', { deploymentId: 'd1' });
    expect(linkOf(incident)).toEqual(['explicit', 'd1']);
  });

  it('does not guess for an id that nobody knows, however near a deployment is', () => {
    const incident = makeIncident('i', '20 10:01', { deploymentId: 'd9' });
    expect(linkOf(incident)).toBeNull();
  });

  it.each([
    ['at the moment of the deployment', '20 10:00', ['window', 'd2']],
    ['exactly 24 h after it', '21 10:00', ['window', 'd2']],
    ['a minute later than that', '21 10:01', null],
    ['before any deployment', '2 09:59', null],
    ['before the next deployment', '20 09:59', null],
  ])('links one opened %s', (_when, opened, link) => {
    expect(linkOf(makeIncident('i', opened))).toEqual(link);
  });

  it('never guesses where the hours are 0', () => {
    expect(linkOf(makeIncident('i', '20 10:00'), 0)).toBeNull();
  });

  it.each([
    ['its cause', { cause: 'external' }],
    ['a label', { labels: { cause: 'infrastructure' } }],
  ])('leaves out one that is excluded by %s', (_why, rest) => {
    expect(linkOf(makeIncident('i', '20 10:01', rest))).toBeNull();
  });

  it('links an excluded one to the deployment it names', () => {
    const rest = { cause: 'external', deploymentId: 'd2' };
    expect(linkOf(makeIncident('i', '20 10:01', rest))).toEqual([
      'explicit',
      'd2',
    ]);
  });

  it('does not blame a deployment of another entity', () => {
    expect(
      linkOf(makeIncident('i', '20 10:01', { entityRef: CART })),
    ).toBeNull();
    expect(
      linkOf(
        makeIncident('i', '20 10:01', { entityRef: CART, deploymentId: 'd2' }),
      ),
    ).toBeNull();
  });

  it('blames a roll-out in every environment that has its id', () => {
    const regions = ['production-eu', 'production-us'].map(environment =>
      makeDeployment('d1', '2 10:00', { environment }),
    );
    const [{ link }] = linkIncidents({
      deployments: regions,
      incidents: [makeIncident('i', '2 11:00', { deploymentId: 'd1' })],
      rule: makeQuery().incidentLink,
    });
    expect(link?.deployments).toEqual(regions);
  });
});
