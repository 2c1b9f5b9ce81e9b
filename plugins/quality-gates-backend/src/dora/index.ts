export {
  createDeliveryReader,
  type DeliveryQuery,
  type DeliveryReader,
} from './readDelivery';
export {
  createDoraReader,
  type DoraReader,
  type DoraReportQuery,
} from './readDora';
export { projectDeployments } from './projectDeployments';
export { previousWindow, readWindow } from './readWindow';
