import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { eventually, perform, render } from '../../testing/render.tsx'
import { TooltipProvider } from '../../ui/index.ts'
import { BottomBar, NOT_FOR_THUMBS, Rail } from './rail.tsx'
import { SECTIONS } from './sections.ts'

async function renderAt(address: string, bar: React.ComponentType) {
  const Bar = bar
  const rootRoute = createRootRoute({
    component: () => (
      <TooltipProvider>
        <Bar />
      </TooltipProvider>
    ),
  })
  const paths = [...SECTIONS.map(({ to }) => to), '/assets/$assetId', '/generations/$id']
  const routes = paths.map((path) => createRoute({ getParentRoute: () => rootRoute, path }))
  const router = createRouter({
    routeTree: rootRoute.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  const page = await render(<RouterProvider router={router as never} />)
  await eventually(() => page.querySelector('nav'))
  return { page, router }
}

const tabbable = (page: HTMLElement) =>
  [...page.querySelectorAll<HTMLElement>('a[href], button')].filter((element) => element.tabIndex >= 0)

test.each([
  ['rail', Rail, SECTIONS],
  ['bottom bar', BottomBar, SECTIONS.filter(({ to }) => !NOT_FOR_THUMBS.includes(to))],
])('the keyboard reaches every room of the %s, in order and by name', async (_name, bar, sections) => {
  const { page } = await renderAt('/', bar)
  const names = tabbable(page).map((link) => link.textContent)
  expect(names.slice(-sections.length)).toEqual(sections.map(({ name }) => name))
})

test.each([
  ['/', 'Library'],
  ['/assets/ast_1', 'Library'],
  ['/generations/gen_1', 'Generations'],
  ['/settings', 'Settings'],
  ['/settings/account', 'Settings'],
])('at %s the rail marks %s as the room one is in', async (address, name) => {
  const { page } = await renderAt(address, Rail)
  const here = [...page.querySelectorAll('li [aria-current=page]')].map((link) => link.textContent)
  expect(here).toEqual([name])
})

test('a room opens when its link is pressed', async () => {
  const { page, router } = await renderAt('/', Rail)
  await perform(() =>
    tabbable(page)
      .find((link) => link.textContent === 'Settings')
      ?.click(),
  )
  expect(router.state.location.pathname).toBe('/settings')
})
