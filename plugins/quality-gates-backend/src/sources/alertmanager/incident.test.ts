import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import firing from './__fixtures__/firing.json';
import { alertmanager } from './index';

const [alert] = firing.alerts;
const factOf = (change: object) =>
  alertmanager.normalise(
    deliver('alerts', { alerts: [{ ...alert, ...change }] }),
  )[0];

describe('incidentFacts', () => {
  it.each([
    [{ app: 'a', component: 'c', service: 's' }, 's'],
    [{ app: 'a', component: 'c' }, 'c'],
    [{ app: 'a', service: '' }, 'a'],
    [{ job: 'node' }, undefined],
  ])('of labels %j is of service %s', (labels, service) => {
    expect(factOf({ labels }).subject).toHaveProperty('service', service);
  });

  it('takes the name of the alert for a title where there is no summary', () => {
    for (const annotations of [null, {}, { summary: '' }]) {
      const { data } = factOf({ annotations });
      expect(data).toMatchObject({ title: 'PaymentsErrors' });
    }
  });

  it('is open while it fires, whatever end is foreseen', () => {
    const fact = factOf({ endsAt: '2025-03-10T12:09:00Z' });
    expect(fact).toMatchObject({ phase: 'executing' });
    expect(fact.data).toHaveProperty('resolvedAt', undefined);
  });

  it('keeps at most 50 labels of 512 characters, and the cause among them', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`a${n}`, 'x'.repeat(600)]),
    );
    const { labels } = factOf({ labels: { ...many, cause: 'infrastructure' } })
      .data as { labels: Record<string, string> };
    expect(Object.keys(labels)).toHaveLength(50);
    expect(labels.cause).toBe('infrastructure');
    expect(labels.a0).toHaveLength(512);
  });

  it('keeps the same labels in whatever order they come', () => {
    const many = Array.from({ length: 60 }, (_, n) => [`a${n}`, `${n}`]);
    const labelsOf = (entries: string[][]) =>
      factOf({ labels: Object.fromEntries(entries) }).data;
    expect(labelsOf(many)).toEqual(labelsOf([...many].reverse()));
  });

  it.each(['data:text/html,x', '', null])(
    'has no link when the generator is %j',
    generatorURL => {
      expect(factOf({ generatorURL }).data).toHaveProperty('url', undefined);
    },
  );
});
