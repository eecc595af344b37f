import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { trpc } from '../../lib/trpc.ts'

const ProviderEntrance = lazy(async () => ({
  default: (await import('./provider-entrance.tsx')).ProviderEntrance,
}))

/** Offers the external provider where the studio has one; nothing while that is not known. */
export function ExternalEntrance() {
  const { data: providers } = useQuery(trpc.auth.providers.queryOptions())
  if (!providers?.length) return null
  return (
    <Suspense>
      <ProviderEntrance names={providers.map(({ name }) => name)} />
    </Suspense>
  )
}
