import { Link, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { NotFoundPage } from '../../routes/unhappy-pages.tsx'
import { classNames, Skeleton } from '../../ui/index.ts'
import { SETTINGS_PAGES } from './settings-pages.ts'

const itemClass =
  'flex h-9 items-center whitespace-nowrap rounded-control px-2.5 text-14 transition-colors duration-120 pointer-coarse:h-11'
const otherClass = 'text-ink-soft hover:bg-hover hover:text-ink'

/** The list of settings, and the page that was chosen: beside it where there is room, below it where not. */
export function SettingsFrame() {
  const { page: id = SETTINGS_PAGES[0].id } = useParams({ from: '/studio/settings/{-$page}' })
  const page = SETTINGS_PAGES.find((each) => each.id === id)
  if (page === undefined) return <NotFoundPage />
  return (
    <div className="mx-auto grid grid-cols-[minmax(0,1fr)] max-w-5xl gap-x-10 gap-y-4 md:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label="Settings" className="max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 md:pt-1">
        <ul className="flex gap-1 md:sticky md:top-20 md:flex-col">
          {SETTINGS_PAGES.map(({ id: each, name }) => (
            <li key={each}>
              <Link
                to="/settings/{-$page}"
                params={{ page: each }}
                ref={each === id ? bringIntoView : undefined}
                aria-current={each === id ? 'page' : undefined}
                className={classNames(
                  itemClass,
                  each === id ? 'bg-pressed font-medium text-ink' : otherClass,
                )}
              >
                {name}
              </Link>
            </li>
          ))}
          <li>
            <Link to="/privacy" className={classNames(itemClass, otherClass)}>
              Privacy
            </Link>
          </li>
        </ul>
      </nav>
      <Suspense fallback={<PageSkeleton />}>
        <page.Screen />
      </Suspense>
    </div>
  )
}

/** On narrow screens the list is a line that scrolls sideways. */
function bringIntoView(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView?.({ block: 'nearest', inline: 'center' })
}

function PageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-hidden="true">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-48 w-full rounded-card" />
      <Skeleton className="h-32 w-full rounded-card" />
    </div>
  )
}
