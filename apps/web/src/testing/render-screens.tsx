import { createRoute, Outlet } from '@tanstack/react-router'
import { vi } from 'vitest'
import { AssetViewer } from '../features/assets/asset-viewer.tsx'
import { BrandPage } from '../features/brand-kit/brand-page.tsx'
import { CreatePage } from '../features/create/create-page.tsx'
import { CreditsPage } from '../features/credits/credits-page.tsx'
import { GenerationPage } from '../features/generation/generation-page.tsx'
import { ModelsPage } from '../features/models/models-page.tsx'
import { UploadsProvider } from '../features/uploads/index.ts'
import { createSearch, creditsSearch, librarySearch } from '../routes/search.ts'
import { renderRoutes } from './render-routes.tsx'

/** Shows the screen at the address, with the same route ids as in the app, and cleans up after the test. */
export function renderScreen(address: string) {
  return renderRoutes(address, (studio) => {
    const under = { getParentRoute: () => studio }
    const library = createRoute({ ...under, id: 'library', component: Outlet, validateSearch: librarySearch })
    return [
      library.addChildren([
        createRoute({ getParentRoute: () => library, path: '/', component: () => 'The library' }),
        createRoute({ getParentRoute: () => library, path: '/assets/$assetId', component: AssetViewer }),
      ]),
      createRoute({ ...under, path: '/create', component: CreatePage, validateSearch: createSearch }),
      createRoute({ ...under, path: '/models', component: ModelsPage }),
      createRoute({ ...under, path: '/settings/brand', component: BrandScreen }),
      createRoute({ ...under, path: '/generations/$id', component: GenerationPage }),
      createRoute({ ...under, path: '/generations', component: () => 'All generations' }),
      createRoute({ ...under, path: '/credits', component: CreditsPage, validateSearch: creditsSearch }),
    ]
  })
}

function BrandScreen() {
  return (
    <UploadsProvider>
      <BrandPage />
    </UploadsProvider>
  )
}

/** Writes into a field as somebody would who types. */
export function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  // React listens to the value as the browser sets it, not as a program does.
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Waits until the check passes; the machine may be busy. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000 })
}
