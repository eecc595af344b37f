import { Link, useMatchRoute } from '@tanstack/react-router'
import { classNames, Mark, Tooltip } from '../../ui/index.ts'
import { SECTIONS } from './sections.ts'

/** The ways to the rooms: at the left on wide screens. Names hide behind icons where room is short. */
export function Rail() {
  const isHere = useIsHere()
  return (
    <nav
      aria-label="Rooms"
      className="sticky top-0 hidden h-dvh w-16 shrink-0 flex-col border-line border-r px-3 py-3 md:flex lg:w-52"
    >
      <Link
        to="/"
        aria-label="Studio Pro, to the library"
        className="mb-5 flex h-9 items-center gap-2.5 rounded-control px-1.5 font-semibold tracking-[-0.01em]"
      >
        <Mark />
        <span className="hidden lg:inline">Studio Pro</span>
      </Link>
      <ul className="flex flex-col gap-0.5">
        {SECTIONS.map(({ to, name, icon: Icon, shortcut, isExact }) => (
          <li key={to}>
            <Tooltip text={name} shortcut={shortcut} side="right">
              <Link
                to={to}
                aria-current={isHere(to, isExact) ? 'page' : undefined}
                className={classNames(
                  'flex h-9 items-center gap-2.5 rounded-control px-2.5 text-14 transition-colors duration-120',
                  isHere(to, isExact)
                    ? 'bg-pressed font-medium text-ink'
                    : 'text-ink-soft hover:bg-hover hover:text-ink',
                )}
              >
                <Icon className="size-4.5 shrink-0" strokeWidth={1.75} aria-hidden="true" />
                <span className="max-lg:sr-only">{name}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Where thumbs need room, rooms that other ways lead to are left out: the account’s menu, and the list of generations. */
export const NOT_FOR_THUMBS: readonly string[] = ['/settings/{-$page}', '/batches']

/** The same ways at the bottom edge of narrow screens, within reach of a thumb. */
export function BottomBar() {
  const isHere = useIsHere()
  return (
    <nav
      aria-label="Rooms"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-wall pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {SECTIONS.filter(({ to }) => !NOT_FOR_THUMBS.includes(to)).map(
          ({ to, name, icon: Icon, isExact }) => (
            <li key={to}>
              <Link
                to={to}
                aria-current={isHere(to, isExact) ? 'page' : undefined}
                className={classNames(
                  'flex h-15 flex-col items-center justify-center gap-1 text-12 -outline-offset-2',
                  isHere(to, isExact) ? 'font-medium text-ink' : 'text-ink-faint',
                )}
              >
                <Icon className="size-5" strokeWidth={1.75} aria-hidden="true" />
                {name}
              </Link>
            </li>
          ),
        )}
      </ul>
    </nav>
  )
}

/** Whether the address is in a room; some rooms have doors with other names. */
function useIsHere() {
  const matchRoute = useMatchRoute()
  return (to: (typeof SECTIONS)[number]['to'], isExact: boolean) =>
    matchRoute({ to, fuzzy: !isExact }) !== false ||
    (DOORS[to] ?? []).some((door) => matchRoute({ to: door, fuzzy: true }) !== false)
}

/** What belongs to a room though its address says otherwise. */
const DOORS: Partial<
  Record<string, readonly ('/assets/$assetId' | '/products/$productId' | '/publish' | '/publications')[]>
> = {
  '/': ['/assets/$assetId'],
  '/stores': ['/products/$productId', '/publish', '/publications'],
}
