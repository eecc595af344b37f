export type { Place, UnreadableReason } from './credential.ts'
export {
  CredentialUnreadable,
  isWrappedBy,
  openCredential,
  rewrapCredential,
  sealCredential,
} from './credential.ts'
export type { RotationReport } from './rotate-keys.ts'
export { rotateKeys } from './rotate-keys.ts'
export type { SealedColumn } from './sealed-columns.ts'
export { placeIn, SEALED_COLUMNS } from './sealed-columns.ts'
