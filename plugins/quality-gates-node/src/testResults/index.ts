export * from './joinTestReports';
export * from './measureTests';
export {
  quarantineSchema,
  readQuarantine,
  type Quarantine,
  type QuarantineEntry,
} from './quarantine';
export * from './readTestReports';
export * from './testReportParams';
