/** The machine doors: bytes in, deliveries and spans out. */
export {
  createReceiveRouter,
  unauthenticatedPaths,
} from './createReceiveRouter';
export {
  createProveAsker,
  type AskingToken,
  type ProveAsker,
} from './proveAsker';
