import { createRouter } from '@tanstack/react-router'
import { routeTree } from './routes.ts'
import { NotFoundPage, UnexpectedErrorPage } from './unhappy-pages.tsx'

/** The app's router. Screens load when a link is hovered or focused, so that a click shows them at once. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultPreload: 'intent',
    // Data freshness is TanStack Query's business alone.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: UnexpectedErrorPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
