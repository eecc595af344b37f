import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { libraryQuery } from '../features/assets/library-query.ts'
import { readSession } from '../lib/session.ts'
import {
  batchSearch,
  createSearch,
  creditsSearch,
  librarySearch,
  publishSearch,
  signInSearch,
} from './search.ts'

const rootRoute = createRootRoute()

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import('../features/accounts/sign-in-page.tsx'), 'SignInPage'),
})

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: signInSearch,
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import('../features/accounts/sign-up-page.tsx'), 'SignUpPage'),
})

const privacyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('../features/privacy/privacy-page.tsx'), 'PrivacyPage'),
})

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => import('../features/accounts/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
})

/** Where every link by mail leads: one route for all of them, since each would weigh on the first screen. */
const arriveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arrive',
  component: lazyRouteComponent(() => import('../features/accounts/arrive-page.tsx'), 'ArrivePage'),
})

const deletedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/deleted',
  component: lazyRouteComponent(() => import('../features/deleted/deleted-page.tsx'), 'DeletedPage'),
})

/** Everything that needs an account, inside the shell. */
const studioRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'studio',
  beforeLoad: async ({ location }) => {
    if ((await readSession()) === null) {
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    }
  },
  component: lazyRouteComponent(() => import('../features/shell/shell.tsx'), 'Shell'),
})

/** The library, which stays where it was while an asset is looked at over it. */
const libraryRoute = createRoute({
  getParentRoute: () => studioRoute,
  id: 'library',
  validateSearch: librarySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => libraryQuery(deps.kind).prefetch(),
  component: lazyRouteComponent(() => import('../features/assets/library-page.tsx'), 'LibraryPage'),
})

const libraryIndexRoute = createRoute({ getParentRoute: () => libraryRoute, path: '/' })

const assetRoute = createRoute({
  getParentRoute: () => libraryRoute,
  path: '/assets/$assetId',
  component: lazyRouteComponent(() => import('../features/assets/asset-viewer.tsx'), 'AssetViewer'),
})

const createPageRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/create',
  validateSearch: createSearch,
  component: lazyRouteComponent(() => import('../features/create/create-page.tsx'), 'CreatePage'),
})

const modelsRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/models',
  component: lazyRouteComponent(() => import('../features/models/models-page.tsx'), 'ModelsPage'),
})

const generationsRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/generations',
  component: lazyRouteComponent(
    () => import('../features/generation-list/generation-list-page.tsx'),
    'GenerationListPage',
  ),
})

const generationRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/generations/$id',
  component: lazyRouteComponent(() => import('../features/generation/generation-page.tsx'), 'GenerationPage'),
})

const batchesRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/batches',
  component: lazyRouteComponent(() => import('../features/batches/batches-page.tsx'), 'BatchesPage'),
})

const newBatchRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/batches/new',
  validateSearch: batchSearch,
  component: lazyRouteComponent(() => import('../features/new-batch/new-batch-page.tsx'), 'NewBatchPage'),
})

const batchRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/batches/$batchId',
  component: lazyRouteComponent(() => import('../features/batches/batch-page.tsx'), 'BatchPage'),
})

const storesRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/stores',
  component: lazyRouteComponent(() => import('../features/stores/stores-page.tsx'), 'StoresPage'),
})

const storeRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/stores/$storeId',
  component: lazyRouteComponent(() => import('../features/stores/store-page.tsx'), 'StorePage'),
})

const productRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/products/$productId',
  component: lazyRouteComponent(() => import('../features/stores/product-page.tsx'), 'ProductPage'),
})

const publishRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/publish',
  validateSearch: publishSearch,
  component: lazyRouteComponent(() => import('../features/publications/publish-page.tsx'), 'PublishPage'),
})

const publicationsRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/publications',
  validateSearch: publishSearch,
  component: lazyRouteComponent(
    () => import('../features/publications/publications-page.tsx'),
    'PublicationsPage',
  ),
})

const creditsRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/credits',
  validateSearch: creditsSearch,
  component: lazyRouteComponent(() => import('../features/credits/credits-page.tsx'), 'CreditsPage'),
})

/** All settings are one route, which finds its page by name: each route of its own would weigh on the first screen. */
const settingsRoute = createRoute({
  getParentRoute: () => studioRoute,
  path: '/settings/{-$page}',
  component: lazyRouteComponent(() => import('../features/settings/settings-frame.tsx'), 'SettingsFrame'),
})

/** All addresses of the app. */
export const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  forgotPasswordRoute,
  arriveRoute,
  privacyRoute,
  deletedRoute,
  studioRoute.addChildren([
    libraryRoute.addChildren([libraryIndexRoute, assetRoute]),
    createPageRoute,
    modelsRoute,
    generationsRoute,
    generationRoute,
    batchesRoute,
    newBatchRoute,
    batchRoute,
    storesRoute,
    storeRoute,
    productRoute,
    publishRoute,
    publicationsRoute,
    creditsRoute,
    settingsRoute,
  ]),
])

async function leaveWhenSignedIn(): Promise<void> {
  if ((await readSession()) !== null) throw redirect({ to: '/' })
}
