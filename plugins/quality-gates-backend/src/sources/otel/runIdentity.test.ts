import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { KEY, keys, without } from './__fixtures__/facts';
import { RESOURCE, runSpan, taskSpan, TRACE_ID } from './__fixtures__/span';

describe('the key of a run', () => {
  const key = (resourceAttributes: Span['resourceAttributes']) =>
    keys(runSpan({ resourceAttributes }))[0];
  const runUrl = 'https://github.com/Acme/Payments/actions/runs/7001';

  it.each([
    [
      'the attempt of the run URL',
      `${runUrl}/attempts/3`,
      `${KEY.slice(0, -1)}3`,
    ],
    ['the first attempt else', runUrl, KEY],
    ['no attempt of a foreign URL', 'https://ci.example.com/attempts/9', KEY],
  ])('has %s', (_, url, expected) => {
    const name = 'cicd.pipeline.run.url.full';
    expect(key({ ...RESOURCE, [name]: url })).toBe(expected);
  });

  it('is read off the run URL when nothing else is sent', () => {
    expect(key({ 'cicd.pipeline.run.url.full': `${runUrl}/attempts/2` })).toBe(
      'github:github.com/acme/payments/7001#2',
    );
    expect(
      key({
        'cicd.pipeline.run.url.full':
          'https://git.example.com/acme/shop/pay/-/pipelines/88',
      }),
    ).toBe('gitlab:git.example.com/acme/shop/pay/88#1');
  });

  it('takes the provider from the host where it is not sent', () => {
    const resource = without('vcs.provider.name', 'cicd.pipeline.run.url.full');
    expect(key(resource)).toBe(KEY);
    const elsewhere = 'https://git.example.com/acme/pay';
    expect(key({ ...resource, 'vcs.repository.url.full': elsewhere })).toBe(
      'otlp:git.example.com/acme/pay/7001#1',
    );
  });

  it('is the service and run id without a repository, at last the trace', () => {
    expect(key({ 'service.name': 'jenkins', 'cicd.pipeline.run.id': 97 })).toBe(
      'otlp:jenkins/97#1',
    );
    expect(
      key({ 'cicd.pipeline.name': 'Nightly', 'cicd.pipeline.run.id': '97' }),
    ).toBe('otlp:Nightly/97#1');
    expect(key({})).toBe(`otlp:${TRACE_ID}#1`);
  });

  it('follows the task around a task that names its run but no attempt', () => {
    const attempt = {
      ...RESOURCE,
      'cicd.pipeline.run.url.full': `${runUrl}/attempts/2`,
    };
    const silent = without('cicd.pipeline.run.url.full');
    expect(
      keys(
        taskSpan('around', { resourceAttributes: attempt }),
        taskSpan('in', { parentSpanId: 'around', resourceAttributes: silent }),
      ),
    ).toEqual(['github:github.com/acme/payments/7001#2']);
  });

  it('agrees between a run that names its attempt and tasks that do not', () => {
    const attempt = {
      ...RESOURCE,
      'cicd.pipeline.run.url.full': `${runUrl}/attempts/2`,
    };
    const silent = without('cicd.pipeline.run.url.full');
    expect(
      keys(
        runSpan({ resourceAttributes: attempt }),
        taskSpan('a', { parentSpanId: null, resourceAttributes: silent }),
      ),
    ).toEqual(['github:github.com/acme/payments/7001#2']);
    expect(
      keys(
        runSpan({ resourceAttributes: silent }),
        taskSpan('a', { resourceAttributes: attempt }),
      ),
    ).toEqual(['github:github.com/acme/payments/7001#2']);
  });
});
