/** The facts, numbers and lists as JSON, for people and services. */
export { createRouter, type RouterOptions } from './createRouter';
export type {
  DeliveryRecord,
  GateQuery,
  HistoryQuery,
  PageQuery,
  ReportQuery,
  Services,
} from './services';
