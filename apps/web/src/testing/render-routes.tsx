import { QueryClientProvider } from '@tanstack/react-query'
import {
  type AnyRoute,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { onTestFinished, vi } from 'vitest'
import { queryClient } from '../lib/trpc.ts'
import { ToastProvider, TooltipProvider } from '../ui/index.ts'

/** Shows the screen at an address of these routes, which lie in the studio as in the app, until the test ends. */
export function renderRoutes(address: string, routesUnder: (studio: AnyRoute) => AnyRoute[]) {
  // A screen goes on by itself, as in a browser: the test waits for what it shows.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
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
  const router = createRouter({
    history: createMemoryHistory({ initialEntries: [address] }),
    routeTree: root.addChildren([studio.addChildren(routesUnder(studio))]),
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
