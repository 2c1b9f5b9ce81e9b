import { infrastructureError, isPlatformStep } from './infrastructureError';

describe('infrastructureError', () => {
  it.each([
    ['The runner has received a shutdown signal.', 'The runner was lost.'],
    ['lost communication with the server', 'The runner was lost.'],
    ['Runner gha-us-17 stopped answering after 2:31', 'The runner was lost.'],
    ['hudson.remoting.ChannelClosedException', 'The runner was lost.'],
    ['runner_system_failure', 'The runner was lost.'],
    ['stuck_or_timeout_failure', 'No runner took it in time.'],
    ['timed out while waiting for a runner', 'No runner took it in time.'],
    ['write: no space left on device', 'The disk of the runner was full.'],
    ['ImagePullBackOff', 'An image could not be pulled.'],
    ['Failed to pull image "node:24"', 'An image could not be pulled.'],
    ['agent pod was OOMKilled', 'The agent ran out of memory or was evicted.'],
  ])('is certain of %j', (message, what) => {
    expect(infrastructureError(message, undefined)).toEqual({
      what,
      proof: 'certain',
    });
  });

  it.each([
    'read ECONNRESET',
    'connection reset by peer',
    'getaddrinfo ENOTFOUND registry.example.com',
    'registry returned 503',
    'unexpected status code 429',
    'toomanyrequests: you have reached your pull rate limit',
  ])('takes %j for the network', message => {
    expect(infrastructureError(message, undefined)?.proof).toBe('network');
  });

  it.each([
    '1 test failed',
    'expected 429 items',
    'expected 3 attempts, received 4',
    'Process completed with exit code 1.',
    'job_execution_timeout',
    'JavaScript heap out of memory',
    '',
    null,
  ])('finds nothing of the platform in %j', message => {
    expect(infrastructureError(message, undefined)).toBeUndefined();
  });

  it('reads the type of the error too', () => {
    expect(infrastructureError(null, 'ECONNRESET')?.proof).toBe('network');
  });
});

describe('isPlatformStep', () => {
  it.each(['Set up job', 'Initialize containers', 'agent allocation'])(
    'knows %s',
    name => expect(isPlatformStep(name)).toBe(true),
  );
  it.each(['npm test', 'Build image', 'set up database', 'scheduler tests'])(
    'leaves %s to the pipeline',
    name => expect(isPlatformStep(name)).toBe(false),
  );
});
