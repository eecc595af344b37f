export { browse } from './browse.ts'
export type { Claims, IdentityServer } from './identity-server.ts'
export { makeKey, startIdentityServer } from './identity-server.ts'
