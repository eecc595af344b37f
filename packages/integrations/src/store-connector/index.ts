export type {
  AddedMedia,
  MediaReadiness,
  NewMedia,
  StoreConnector,
  StoreFailureCode,
} from './port.ts'
export { StoreFailure } from './port.ts'
