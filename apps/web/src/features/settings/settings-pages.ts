import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** One page of the settings: the last part of its address, its name, and the screen, which loads when shown. */
export type SettingsPage = { id: string; name: string; Screen: LazyExoticComponent<ComponentType> }

/** The pages of the settings, in the order of their list. */
export const SETTINGS_PAGES: readonly [SettingsPage, ...SettingsPage[]] = [
  {
    id: 'account',
    name: 'Account',
    Screen: lazy(async () => ({ default: (await import('../accounts/account-page.tsx')).AccountPage })),
  },
  {
    id: 'security',
    name: 'Security',
    Screen: lazy(async () => ({ default: (await import('../accounts/security-page.tsx')).SecurityPage })),
  },
  {
    id: 'brand',
    name: 'Brand kit',
    Screen: lazy(async () => ({ default: (await import('../brand-kit/brand-page.tsx')).BrandPage })),
  },
  {
    id: 'tokens',
    name: 'Tokens',
    Screen: lazy(async () => ({ default: (await import('../tokens/tokens-page.tsx')).TokensPage })),
  },
  {
    id: 'request-log',
    name: 'Request log',
    Screen: lazy(async () => ({
      default: (await import('../request-log/request-log-page.tsx')).RequestLogPage,
    })),
  },
  {
    id: 'webhooks',
    name: 'Webhooks',
    Screen: lazy(async () => ({ default: (await import('../webhooks/webhooks-page.tsx')).WebhooksPage })),
  },
  {
    id: 'code',
    name: 'Use from code',
    Screen: lazy(async () => ({ default: (await import('../code/code-page.tsx')).CodePage })),
  },
  {
    id: 'data',
    name: 'Data',
    Screen: lazy(async () => ({ default: (await import('../data/data-page.tsx')).DataPage })),
  },
  {
    id: 'usage',
    name: 'Usage',
    Screen: lazy(async () => ({ default: (await import('../usage/usage-page.tsx')).UsagePage })),
  },
]
