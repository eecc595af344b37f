import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { modKey, useShortcuts } from '../../lib/keyboard.ts'
import { useLiveChanges } from '../../lib/live-changes.ts'
import { sessionQuery } from '../../lib/session.ts'
import { Dialog, Kbd } from '../../ui/index.ts'
import { chooseFiles, UploadsProvider, UploadTray, useUploadQueue } from '../uploads/index.ts'
import { BottomBar, Rail } from './rail.tsx'
import { SECTIONS } from './sections.ts'
import { TopBar } from './top-bar.tsx'

const CommandPalette = lazy(async () => ({
  default: (await import('./command-palette.tsx')).CommandPalette,
}))

const VerifyBanner = lazy(async () => ({
  default: (await import('../accounts/verify-banner.tsx')).VerifyBanner,
}))

const DeletionBanner = lazy(async () => ({
  default: (await import('../data/deletion-banner.tsx')).DeletionBanner,
}))

/** What stands around every screen of somebody who is signed in. */
export function Shell() {
  return (
    <UploadsProvider>
      <Frame />
      <UploadTray />
    </UploadsProvider>
  )
}

function Frame() {
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const navigate = useNavigate()
  const uploads = useUploadQueue()
  const { data: session } = useQuery(sessionQuery)

  useLiveChanges()
  useLeaveWhenSessionEnds()
  useRecordedFeatures()

  function upload() {
    chooseFiles((files) => {
      uploads.add(files)
      void navigate({ to: '/' })
    })
  }

  useShortcuts({
    'mod+k': () => setPaletteOpen(true),
    '?': () => setHelpOpen(true),
    u: upload,
    n: () => void navigate({ to: '/create' }),
    ...Object.fromEntries(SECTIONS.map(({ shortcut, to }) => [shortcut, () => void navigate({ to })])),
  })

  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to the content
      </a>
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onSearch={() => setPaletteOpen(true)} onShowShortcuts={() => setHelpOpen(true)} />
        <Suspense>{session?.deletionDueAt && <DeletionBanner dueAt={session.deletionDueAt} />}</Suspense>
        <Suspense>{session?.isEmailVerified === false && <VerifyBanner email={session.email} />}</Suspense>
        <main
          id="main"
          tabIndex={-1}
          className="flex-1 px-4 pt-5 pb-28 outline-none md:px-8 md:pt-6 md:pb-16"
        >
          <Outlet />
        </main>
      </div>
      <BottomBar />
      {isPaletteOpen && (
        <Suspense>
          <CommandPalette onClose={() => setPaletteOpen(false)} onUpload={upload} />
        </Suspense>
      )}
      <ShortcutsDialog isOpen={isHelpOpen} onOpenChange={setHelpOpen} />
    </div>
  )
}

/** Goes to the sign-in page when the session has ended, here or in another window. */
function useLeaveWhenSessionEnds() {
  const { data: session } = useQuery(sessionQuery)
  const router = useRouter()
  useEffect(() => {
    if (session === null) void router.invalidate()
  }, [session, router])
}

/** How long everything else has its turn before opened screens are written down. */
const RECORD_AFTER_MS = 2_000

/** Writes down which screens are opened, unless the person said no; what that takes is loaded late. */
function useRecordedFeatures() {
  const router = useRouter()
  useEffect(() => {
    const leaving = new AbortController()
    const first = router.state.location.pathname
    const timer = setTimeout(async () => {
      const { recordFeatures } = await import('../usage/record-features.ts')
      if (!leaving.signal.aborted) recordFeatures(first, router, leaving.signal)
    }, RECORD_AFTER_MS)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [router])
}

const SHORTCUTS = [
  { keys: `${modKey} K`, does: 'Go anywhere, do anything' },
  ...SECTIONS.map(({ shortcut, name }) => ({ keys: shortcut, does: `Go to ${name}` })),
  { keys: 'n', does: 'New generation' },
  { keys: 'u', does: 'Upload photos' },
  { keys: 'x', does: 'Library: select the picture in focus' },
  { keys: '← →', does: 'Library and viewer: the picture before or after' },
  { keys: 'Esc', does: 'Close, or clear the selection' },
  { keys: '?', does: 'These shortcuts' },
]

function ShortcutsDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title="Keyboard shortcuts" width="narrow">
      <dl className="mt-1">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys} className="flex items-center justify-between gap-4 border-line border-t py-2">
            <dt className="text-14">{does}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
