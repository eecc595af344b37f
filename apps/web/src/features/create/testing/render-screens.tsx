import { QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { onTestFinished, vi } from 'vitest'
import { queryClient } from '../../../lib/trpc.ts'
import { createSearch, creditsSearch, librarySearch } from '../../../routes/search.ts'
import { ToastProvider, TooltipProvider } from '../../../ui/index.ts'
import { AssetViewer } from '../../assets/asset-viewer.tsx'
import { BrandPage } from '../../brand-kit/brand-page.tsx'
import { CreditsPage } from '../../credits/credits-page.tsx'
import { GenerationPage } from '../../generation/generation-page.tsx'
import { ModelsPage } from '../../models/models-page.tsx'
import { UploadsProvider } from '../../uploads/index.ts'
import { CreatePage } from '../create-page.tsx'

/** Shows the screen at the address, with the same route ids as in the app, and cleans up after the test. */
export function renderScreen(address: string) {
  // jsdom lays nothing out, so it knows neither observers nor scrolling.
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  const root = createRootRoute()
  const studio = createRoute({ getParentRoute: () => root, id: 'studio' })
  const under = { getParentRoute: () => studio }
  const library = createRoute({
    ...under,
    id: 'library',
    component: Outlet,
    validateSearch: librarySearch,
  })
  const router = createRouter({
    history: createMemoryHistory({ initialEntries: [address] }),
    routeTree: root.addChildren([
      studio.addChildren([
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
      ]),
    ]),
  })
  const container = document.body.appendChild(document.createElement('div'))
  const reactRoot = createRoot(container)
  reactRoot.render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <ToastProvider>
          <RouterProvider router={router as never} />
        </ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  )
  onTestFinished(() => {
    reactRoot.unmount()
    container.remove()
    queryClient.clear()
    localStorage.clear()
    vi.unstubAllGlobals()
  })
  return { router, ...queries }
}

function BrandScreen() {
  return (
    <UploadsProvider>
      <BrandPage />
    </UploadsProvider>
  )
}

const queries = {
  /** All text of the page, with blanks made even. */
  text: () => (document.body.textContent ?? '').replace(/\s+/g, ' '),
  /** The button whose name or text matches; fails if there is none yet. */
  button: (name: RegExp): HTMLButtonElement => {
    const found = [...document.querySelectorAll('button')].find((button) =>
      name.test(button.getAttribute('aria-label') ?? button.textContent ?? ''),
    )
    if (!found) throw new Error(`No button is called ${name}.`)
    return found
  },
  /** The field with this label. */
  field: (label: string): HTMLInputElement | HTMLTextAreaElement => {
    const found = [...document.querySelectorAll('label')].find((each) => each.textContent === label)?.control
    if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) {
      throw new Error(`No field is called ${label}.`)
    }
    return found
  },
  /** The choice (radio) with this name or text. */
  choice: (name: string): HTMLElement => {
    const found = [...document.querySelectorAll<HTMLElement>('[role="radio"]')].find(
      (radio) => (radio.getAttribute('aria-label') ?? radio.textContent) === name,
    )
    if (!found) throw new Error(`No choice is called ${name}.`)
    return found
  },
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
