import type { Deps } from '../kernel/index.ts'

/** What people call an external provider: one that this studio no longer has goes by the name of its host. */
export function nameProvider(issuer: string, { identityProvider }: Pick<Deps, 'identityProvider'>): string {
  if (identityProvider?.issuer === issuer) return identityProvider.name
  return URL.parse(issuer)?.hostname ?? issuer
}
