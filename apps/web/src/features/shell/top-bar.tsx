import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Coins, Keyboard, LogOut, Search, Settings } from 'lucide-react'
import { formatCredits } from '../../lib/format.ts'
import { modKey } from '../../lib/keyboard.ts'
import { sessionQuery } from '../../lib/session.ts'
import { trpc } from '../../lib/trpc.ts'
import { IconButton, Kbd, Mark, Menu, PriceTag, Skeleton, Tooltip } from '../../ui/index.ts'
import { useSignOut } from '../accounts/use-sign-out.ts'
import { RunningWork } from './running-work.tsx'

/** Search, work that is running, credits, and the account: the same on every screen. */
export function TopBar({ onSearch, onShowShortcuts }: { onSearch: () => void; onShowShortcuts: () => void }) {
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-line border-b bg-wall px-4 md:px-8">
      <Link to="/" aria-label="Studio Pro, to the library" className="mr-auto rounded-control md:hidden">
        <Mark className="size-7" />
      </Link>
      <button
        type="button"
        onClick={onSearch}
        className="mr-auto hidden h-9 w-72 items-center gap-2 rounded-control border border-line bg-surface px-3 text-13 text-ink-faint transition-colors duration-120 hover:border-line-strong md:flex"
      >
        <Search className="size-4" aria-hidden="true" />
        <span className="flex-1 text-left">Search or go anywhere</span>
        <Kbd keys={`${modKey} K`} />
      </button>
      <IconButton label="Search or go anywhere" onClick={onSearch} className="md:hidden">
        <Search />
      </IconButton>
      <RunningWork />
      <Credits />
      <AccountMenu onShowShortcuts={onShowShortcuts} />
    </header>
  )
}

function Credits() {
  const { data } = useQuery(trpc.credits.balance.queryOptions())
  if (data === undefined) return <Skeleton className="h-5 w-20" />
  return (
    <Tooltip
      side="bottom"
      text={data.held > 0 ? `${formatCredits(data.held)} more set aside for running work` : 'Yours to spend'}
    >
      <Link
        to="/credits"
        className="flex h-9 items-center rounded-control px-2.5 font-medium text-13 hover:bg-hover"
      >
        <PriceTag credits={data.available} />
      </Link>
    </Tooltip>
  )
}

function AccountMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const { data: account } = useQuery(sessionQuery)
  const navigate = useNavigate()
  const signOut = useSignOut()
  const name = account?.name || account?.email || ''
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="flex size-9 items-center justify-center rounded-full bg-sunken font-semibold text-13 text-ink-soft uppercase hover:text-ink pointer-coarse:size-11"
        >
          {name.slice(0, 1)}
        </button>
      }
      entries={[
        { kind: 'heading', label: name, ...(account?.name && { detail: account.email }) },
        { kind: 'separator', id: 'who' },
        {
          kind: 'act',
          label: 'Settings',
          icon: <Settings />,
          shortcut: 'g s',
          onSelect: () => void navigate({ to: '/settings/{-$page}' }),
        },
        {
          kind: 'act',
          label: 'Credits',
          icon: <Coins />,
          shortcut: 'g m',
          onSelect: () => void navigate({ to: '/credits' }),
        },
        {
          kind: 'act',
          label: 'Keyboard shortcuts',
          icon: <Keyboard />,
          shortcut: '?',
          onSelect: onShowShortcuts,
        },
        { kind: 'separator', id: 'leave' },
        { kind: 'act', label: 'Sign out', icon: <LogOut />, onSelect: () => void signOut() },
      ]}
    />
  )
}
