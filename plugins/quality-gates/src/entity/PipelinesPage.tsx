import { HealthSection } from '../health/HealthSection';
import { RunsSection } from '../pipeline/RunsSection';

/** How the pipelines do, and their runs. */
export function PipelinesPage() {
  return (
    <>
      <HealthSection />
      <RunsSection />
    </>
  );
}
