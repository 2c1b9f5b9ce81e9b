import { RecentDeploymentsSection } from '../deploy/RecentDeploymentsSection';
import { DoraSection } from '../dora/DoraSection';
import { GateHistorySection } from '../gates/GateHistorySection';
import { HealthSection } from '../health/HealthSection';
import { RecentRunsSection } from '../pipeline/RecentRunsSection';

/** The summary: delivery performance, gate history, recent deployments, pipeline health, recent runs. */
export function SummaryPage() {
  return (
    <>
      <DoraSection />
      <GateHistorySection />
      <RecentDeploymentsSection />
      <HealthSection compact />
      <RecentRunsSection />
    </>
  );
}
