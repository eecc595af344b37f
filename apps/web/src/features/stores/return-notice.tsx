import type { StoreView } from '@studio/core/stores'
import { CircleCheck, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, classNames, IconButton, LinkButton } from '../../ui/index.ts'
import { ClaimDialog } from './claim-dialog.tsx'
import { describeRefusal, type Return, readReturn } from './read-return.ts'

/** What came of a visit to a store's platform; it stays until it is closed or the page is left. */
export function ReturnNotice({ stores, onAgain }: { stores: readonly StoreView[]; onAgain: () => void }) {
  const [back, setBack] = useState<Return | null>(() => readReturn(window.location.hash))
  useEffect(() => {
    // A reload shall not tell it again.
    if (window.location.hash) window.history.replaceState(window.history.state, '', window.location.pathname)
  }, [])
  if (back === null) return null
  if (back.kind === 'claim') return <ClaimDialog claim={back.claim} onClose={() => setBack(null)} />

  const store = back.kind === 'connected' ? stores.find(({ id }) => id === back.id) : undefined
  const isGood = back.kind === 'connected'
  const { title, message } = isGood
    ? {
        title: `${store?.name ?? 'The store'} is connected`,
        message: 'Its products are being read now. Nothing was changed in the store.',
      }
    : describeRefusal(back.code)
  const Icon = isGood ? CircleCheck : TriangleAlert
  return (
    <div
      role={isGood ? 'status' : 'alert'}
      className={classNames(
        'mb-5 flex items-start gap-3 rounded-card p-4',
        isGood ? 'bg-accent-soft' : 'bg-amber-soft',
      )}
    >
      <Icon
        aria-hidden="true"
        className={classNames('mt-0.5 size-4 shrink-0', isGood ? 'text-accent-ink' : 'text-amber')}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-14">{title}</p>
        <p className="text-14 text-ink-soft">{message}</p>
        <div className="mt-3">
          {isGood ? (
            <LinkButton to="/stores/$storeId" params={{ storeId: back.id }} size="small">
              See its products
            </LinkButton>
          ) : back.code === 'plan_limit' ? (
            <LinkButton to="/credits" search={{ view: 'plans' }} size="small">
              See the plans
            </LinkButton>
          ) : (
            <Button size="small" onClick={onAgain}>
              Connect again
            </Button>
          )}
        </div>
      </div>
      <IconButton label="Close" size="small" onClick={() => setBack(null)}>
        <X />
      </IconButton>
    </div>
  )
}
