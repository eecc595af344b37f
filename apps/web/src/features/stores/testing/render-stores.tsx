import { createRoute } from '@tanstack/react-router'
import { publishSearch } from '../../../routes/search.ts'
import { renderRoutes } from '../../../testing/render-routes.tsx'
import { PublicationsPage } from '../../publications/publications-page.tsx'
import { PublishPage } from '../../publications/publish-page.tsx'
import { ProductPage } from '../product-page.tsx'
import { StorePage } from '../store-page.tsx'
import { StoresPage } from '../stores-page.tsx'

/** Shows a screen of stores and publications at its address until the test ends. */
export function renderStores(address: string) {
  return renderRoutes(address, (studio) => {
    const under = { getParentRoute: () => studio }
    return [
      createRoute({ ...under, path: '/', component: () => 'The library' }),
      createRoute({ ...under, path: '/create', component: () => 'Create' }),
      createRoute({ ...under, path: '/credits', component: () => 'Credits' }),
      createRoute({ ...under, path: '/stores', component: StoresPage }),
      createRoute({ ...under, path: '/stores/$storeId', component: StorePage }),
      createRoute({ ...under, path: '/products/$productId', component: ProductPage }),
      createRoute({ ...under, path: '/publish', component: PublishPage, validateSearch: publishSearch }),
      createRoute({
        ...under,
        path: '/publications',
        component: PublicationsPage,
        validateSearch: publishSearch,
      }),
    ]
  })
}
