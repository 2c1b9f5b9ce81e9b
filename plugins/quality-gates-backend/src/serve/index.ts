/** The facts, numbers and lists as JSON, for people and readers. */
export { askedPaths, createRouter, type RouterOptions } from './createRouter';
export type {
  DeliveryRecord,
  GateQuery,
  HistoryQuery,
  PageQuery,
  ReportQuery,
  Readers,
} from './readers';
