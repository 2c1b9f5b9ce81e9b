import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { CircuitWatcher } from './breakCircuit';

/** Logs and counts sources that are left alone because they failed again and again. */
export function watchCircuits({
  logger,
  metrics,
}: {
  readonly logger: LoggerService;
  readonly metrics: Pick<MetricsService, 'createCounter'>;
}): CircuitWatcher {
  const opened = metrics.createCounter('quality_gates.gates.sources_opened', {
    description: 'Times a source was left alone because it failed in a row',
    unit: '{time}',
  });
  const refused = metrics.createCounter('quality_gates.gates.sources_refused', {
    description: 'Questions of gates not sent to a source that is left alone',
    unit: '{question}',
  });
  return {
    opened(source, { reason }) {
      opened.add(1, { source });
      logger.warn(reason);
    },
    closed: source => logger.info(`Source "${source}" answers again`),
    refused: source => refused.add(1, { source }),
  };
}
