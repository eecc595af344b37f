export type { RandomBytes } from './base62.ts'
export type { CallerView } from './caller.ts'
export { callerView } from './caller.ts'
export type { ParsedToken, TokenKind } from './format.ts'
export { makeToken, parseToken, tokenPrefix } from './format.ts'
export type { Pepper, TokenHash } from './hash.ts'
export { candidateHashes, hashToken, isSameHash } from './hash.ts'
export type { CreateTokenInput, NewTokenView, RotateTokenInput, TokenView } from './schema.ts'
export {
  createTokenInput,
  listTokensInput,
  newTokenView,
  revokeTokenInput,
  rotateTokenInput,
  tokenKindSchema,
  tokenPage,
  tokenView,
} from './schema.ts'
export type { Scope } from './scopes.ts'
export { SCOPES, scopeSchema } from './scopes.ts'
