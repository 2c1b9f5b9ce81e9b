import { RecentDeploymentsSection } from '../deploy/RecentDeploymentsSection';
import { DoraSection } from '../dora/DoraSection';
import { VerdictSection } from '../evaluation/cards/VerdictSection';
import { GateHistorySection } from '../gates/GateHistorySection';
import { HealthSection } from '../health/HealthSection';
import { RecentRunsSection } from '../pipeline/RecentRunsSection';

/** The summary: what may be deployed, delivery performance, gate history, recent deployments, pipeline health, recent runs. */
export function SummaryPage() {
  return (
    <>
      <VerdictSection />
      <DoraSection />
      <GateHistorySection />
      <RecentDeploymentsSection />
      <HealthSection compact />
      <RecentRunsSection />
    </>
  );
}
