/**
 * From facts to the five numbers, in one direction: pool the facts of the entities, link incidents to deployments,
 * say which deployments failed and when they recovered, count, cut to the window, calculate.
 *
 * Everything but the last step looks at all facts given, before and after the window too: a deployment of March that
 * was rolled back in April failed, and adjacent windows add up because each deployment, change and incident falls into
 * exactly one by its own time. Nothing here knows the clock, so the same facts give the same report for ever.
 */
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { attempts, isDeployment } from './attempts';
import { bands } from './bands';
import { changeFailRate } from './changeFailRate';
import { changeLeadTime } from './changeLeadTime';
import { classifyDeployments } from './classifyDeployments';
import { countByVersion, countEach } from './countByVersion';
import { coverage, dataQuality } from './dataQuality';
import { deploymentFrequency } from './deploymentFrequency';
import { deploymentTime } from './deploymentTime';
import { evidence } from './evidence';
import { formatInstant } from './formatInstant';
import { linkIncidents } from './linkIncidents';
import { poolDora } from './poolDora';
import { recoveryTime } from './recoveryTime';
import { reworkRate } from './reworkRate';
import { series } from './series';
import type { DoraFacts, DoraQuery, LinkedIncident } from './types';

/**
 * The report of one or several entities over a half-open window. Definitions: docs/dora.md. Missing numbers are null
 * with a reason and never an error. O(n log n) in the facts.
 */
export function doraReport(facts: DoraFacts, query: DoraQuery): DoraReport {
  const { from, to, timezone } = query;
  const { earlier, incidents, attempted, ...window } = cutToWindow(
    facts,
    query,
  );
  const numbers = {
    deploymentFrequency: deploymentFrequency({
      ...query,
      mapped: window.mapped,
      count: window.deployments.length,
    }),
    attempts: attempts(attempted),
    changeLeadTime: changeLeadTime(window),
    changeFailRate: changeFailRate(window),
    recoveryTime: recoveryTime(window),
    reworkRate: reworkRate(window),
  };
  return {
    entityRef: query.entityRefs.length === 1 ? query.entityRefs[0] : null,
    entityRefs: [...query.entityRefs],
    environments: [...query.environments],
    window: { from: formatInstant(from), to: formatInstant(to), timezone },
    ...numbers,
    incidents: countIncidents(incidents),
    coverage: coverage(window),
    dataQuality: dataQuality({ ...window, earlier }),
    bands: bands(numbers, query.benchmarkYear),
    series: series({ ...window, query }),
    evidence: evidence(window.deployments),
  };
}

/** What falls into the window, judged by everything known. */
function cutToWindow(facts: DoraFacts, query: DoraQuery) {
  const isIn = (instant: number) => query.from <= instant && instant < query.to;
  const pool = poolDora(facts, query);
  const reached = pool.deployments.filter(isDeployment);
  const incidents = linkIncidents({
    deployments: reached,
    incidents: pool.incidents,
    rule: query.incidentLink,
  });
  const classified = classifyDeployments({ deployments: reached, incidents });
  const count = query.countBy === 'version' ? countByVersion : countEach;
  return {
    deployments: count(classified).filter(({ at }) => isIn(at)),
    changes: pool.changes.filter(({ deployedAt }) => isIn(deployedAt)),
    mapped: pool.mapped,
    incidents: incidents.filter(({ incident }) => isIn(incident.openedAt)),
    attempted: pool.deployments.filter(one => isIn(deploymentTime(one))),
    earlier: reached,
  };
}

function countIncidents(
  incidents: readonly LinkedIncident[],
): DoraReport['incidents'] {
  const linked = incidents.filter(({ link }) => link !== null).length;
  const total = incidents.length;
  return { total, linked, unlinked: total - linked };
}
