import { PROVIDER_NAMES, type Provider } from '@studio/core/models'

/**
 * The providers that an installation has what it takes to use; models of others are shown as not set up. Gemini's key
 * is what no worker starts without, and what runs here needs none.
 */
export function offeredProviders({ hasKling }: { hasKling: boolean }): readonly Provider[] {
  const isSetUp: Record<Provider, boolean> = { gemini: true, kling: hasKling, local: true }
  return (Object.keys(PROVIDER_NAMES) as Provider[]).filter((provider) => isSetUp[provider])
}
