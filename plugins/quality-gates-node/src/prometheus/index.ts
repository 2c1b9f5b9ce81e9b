export { askPrometheus, type PrometheusAnswer } from './askPrometheus';
export { fillPromql, samplePromql } from './fillPromql';
export { promqlDurationMs } from './promqlDurationMs';
export { readPromql, type Promql, type PromqlMatcher } from './readPromql';
