import { mockServices } from '@backstage/backend-test-utils';

/** What `createIngest` is given where a test is not about it: nothing is counted, looked up or ruled. */
export function quietIngest() {
  return {
    applyRules: <T>(facts: readonly T[]) => [...facts],
    onNoMatch: () => undefined,
    ensureRefs: async () => undefined,
    counters: {
      accepted: () => undefined,
      rejected: () => undefined,
      unmapped: () => undefined,
    },
    logger: mockServices.logger.mock(),
  };
}
