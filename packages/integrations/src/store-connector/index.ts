export type {
  AddedMedia,
  MediaReadiness,
  NewMedia,
  ProductPage,
  StoreConnector,
  StoreFailureCode,
} from './port.ts'
export { StoreFailure } from './port.ts'
