/** The machine doors: bytes in, deliveries and spans out. */
export {
  createReceiveRouter,
  unauthenticatedPaths,
} from './createReceiveRouter';
