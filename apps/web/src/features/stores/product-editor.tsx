import type { ProductView } from '@studio/core/stores'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Card, EmptyState, Select } from '../../ui/index.ts'
import { MediaTile } from './media-tile.tsx'
import { changesTo, draftOf, moveBy, moveTo, type ProductDraft, putBack, takeOff } from './product-draft.ts'
import { useDragOrder } from './use-drag-order.ts'

/**
 * The pictures in their order, to be arranged, described and taken off. Nothing happens in the store: what was arranged
 * becomes a plan, and a plan waits for approval.
 */
export function ProductEditor({ product }: { product: ProductView }) {
  // What somebody arranges is about the product as they saw it; news from the store must not change it in their hands.
  const [edited, setEdited] = useState<{ base: ProductView; draft: ProductDraft }>()
  const base = edited?.base ?? product
  const draft = edited?.draft ?? draftOf(product)
  const changes = changesTo(base, draft)
  const navigate = useNavigate()
  const plan = useMutation(
    trpc.publications.planMany.mutationOptions({
      onSuccess: ({ groupId }) => void navigate({ to: '/publications', search: { group: groupId } }),
    }),
  )
  const change = (next: ProductDraft) => {
    plan.reset()
    setEdited({ base, draft: next })
  }
  const drag = useDragOrder((mediaId, place) => change(moveTo(draft, mediaId, place)))
  const media = new Map(base.media.map((each) => [each.foreignId, each]))
  const gone = base.media.filter(({ foreignId }) => !draft.order.includes(foreignId))

  if (base.media.length === 0)
    return (
      <EmptyState title="No picture yet">
        Make pictures in the studio and publish them here, or add some in the store.
      </EmptyState>
    )
  return (
    <>
      <section aria-labelledby="media-heading">
        <h2 id="media-heading" className="sr-only">
          Pictures in their order
        </h2>
        <ol className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-3 lg:grid-cols-4">
          {draft.order.map((mediaId, index) => {
            const each = media.get(mediaId)
            if (!each) return null
            return (
              <MediaTile
                key={mediaId}
                media={each}
                index={index}
                count={draft.order.length}
                alt={draft.alts[mediaId] ?? each.alt}
                drag={drag.of(mediaId, index)}
                onMove={(by) => change(moveBy(draft, mediaId, by))}
                onFront={() => change(moveTo(draft, mediaId, 0))}
                onAlt={(alt) => change({ ...draft, alts: { ...draft.alts, [mediaId]: alt } })}
                onTakeOff={() => change(takeOff(draft, mediaId))}
              />
            )
          })}
        </ol>
        {gone.length > 0 && (
          <div className="mt-6 flex flex-wrap items-center gap-2 text-13 text-ink-soft">
            To be taken off:
            {gone.map(({ foreignId, alt }, index) => (
              <Button key={foreignId} size="small" onClick={() => change(putBack(draft, base, foreignId))}>
                Keep {alt === '' ? `picture ${index + 1}` : `“${shorten(alt)}”`}
              </Button>
            ))}
          </div>
        )}
      </section>
      {base.variants.length > 1 && (
        <Card title="What variants show" className="mt-8">
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {base.variants.map(({ foreignId, title }) => (
              <Select
                key={foreignId}
                label={title}
                value={draft.links[foreignId] ?? OWN}
                options={[
                  { value: OWN, label: 'The product’s own picture' },
                  ...draft.order.flatMap((mediaId, index) => {
                    const each = media.get(mediaId)
                    if (each?.kind !== 'picture') return []
                    const alt = draft.alts[mediaId] ?? ''
                    return { value: mediaId, label: `Picture ${index + 1}`, ...(alt && { detail: alt }) }
                  }),
                ]}
                onChange={(value) =>
                  change({ ...draft, links: { ...draft.links, [foreignId]: value === OWN ? null : value } })
                }
              />
            ))}
          </div>
        </Card>
      )}
      {changes.length > 0 && (
        <div className="sticky bottom-17 z-20 mt-8 flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised p-3 shadow-float md:bottom-6">
          <p role="status" className="figures mr-auto pl-1 text-14">
            {formatNumberOf(changes.length, 'change')}
            <span className="text-ink-faint max-md:hidden"> · nothing has happened in the store</span>
          </p>
          {plan.error && (
            <p role="alert" className="w-full text-13 text-danger">
              {describeProblem(plan.error).message}
            </p>
          )}
          <Button
            variant="quiet"
            onClick={() => {
              plan.reset()
              setEdited(undefined)
            }}
          >
            Put it back
          </Button>
          <Button
            variant="primary"
            busy={plan.isPending}
            onClick={() =>
              plan.mutate({ storeId: base.storeId, products: [{ productId: base.id, changes }] })
            }
          >
            See the plan
          </Button>
        </div>
      )}
    </>
  )
}

/** Stands for no picture of its own, where a value is needed. */
const OWN = '-'

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 22)}…` : text
}
