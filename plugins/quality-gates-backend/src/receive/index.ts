/** The machine doors: bytes in, deliveries and spans out. */
export {
  createReceiveRouter,
  unauthenticatedPaths,
} from './createReceiveRouter';
export { runPoll, type PollStates } from './pollRun';
export { pollSources } from './pollSources';
export { subscribeEvents } from './subscribeEvents';
export {
  createProveAsker,
  type AskingToken,
  type ProveAsker,
} from './proveAsker';
export type { ReadTraces, SentTraces, TracesRead } from './ReceiveOptions';
