import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { alertmanager } from './index';

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'webhooks');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(corpus);

describe('the corpus of Alertmanager and Grafana webhooks', () => {
  if (!present) {
    it.todo('is understood or refused (QUALITY_GATES_CORPUS is not set)');
    return;
  }
  const files = ['alertmanager', 'grafana'].flatMap(folder =>
    readdirSync(join(corpus, folder))
      .filter(name => name.endsWith('.json'))
      .map(name => join(folder, name)),
  );
  const understand = (file: string) =>
    alertmanager.normalise(
      deliver('alerts', JSON.parse(readFileSync(join(corpus, file), 'utf8'))),
    );
  /** Grafana IRM and OnCall have webhooks of their own, which are no groups of alerts. */
  const foreign = files.filter(file => /\/(incident|oncall)\./.test(file));
  const own = files.filter(file => !foreign.includes(file));

  it.each(own)('is an incident each: %s', file => {
    expect(understand(file)).toMatchObject([
      {
        type: 'incident',
        subject: { service: 'payments' },
        phase: file.includes('resolved') ? 'terminal' : 'executing',
      },
    ]);
  });

  it.each(foreign)('is refused for good: %s', file => {
    expect(() => understand(file)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
