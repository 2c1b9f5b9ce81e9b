import {
  createGateKind,
  joinTestReports,
  measureTests,
  readQuarantine,
  readTestReports,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { params } from './params';

/** Reports of unit and integration tests about the commit that is asked for. */
export const junit = createGateKind({
  kind: 'junit',
  title: 'Test reports',
  params,
  setup: () => async context => {
    const { params: given } = context;
    const read = await readTestReports(context, {
      ...given,
      formats: ['junit'],
      writes: tool => tool !== 'playwright',
    });
    if ('nothing' in read) return read.nothing;
    const quarantine = await readQuarantine(given.quarantine, context);
    return measureTests(joinTestReports(read.reports), read.reports, {
      ...given,
      quarantine,
    });
  },
});
