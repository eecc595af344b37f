export type {
  AddedMedia,
  MediaReadiness,
  NewMedia,
  OpenConnector,
  ShopifyAppPort,
  ShopVisitor,
  StoreAccess,
  StoreConnector,
  TokenGrant,
} from './port.ts'
export { StoreFailure } from './port.ts'
