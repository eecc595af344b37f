export type {
  AddedMedia,
  MediaReadiness,
  NewMedia,
  OpenConnector,
  ShopifyAppPort,
  ShopVisitor,
  StoreAccess,
  StoreConnector,
  StoreFailureCode,
  TokenGrant,
} from './port.ts'
export { StoreFailure } from './port.ts'
