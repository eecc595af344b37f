export type { Scope } from './scopes.ts'
export { SCOPES, scopeSchema } from './scopes.ts'
