import { PLATFORM_NAMES, type StoreView } from '@studio/core/stores'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis, History, Plug, RotateCw, Trash2, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { trpc } from '../../lib/trpc.ts'
import { Badge, Button, IconButton, LinkButton, Menu, RelativeTime, Skeleton } from '../../ui/index.ts'
import { MediaSquare } from './media-square.tsx'
import { describeProducts, healthOf, isMoving } from './store-words.ts'
import { useMirrorAgain } from './use-mirror-again.ts'

type StoreCardProps = { store: StoreView; onConnect: () => void; onDisconnect: () => void }

/** One store: its first products, how it is, and what can be done with it. */
export function StoreCard({ store, onConnect, onDisconnect }: StoreCardProps) {
  const { id, name, platform, shop, mirror } = store
  const health = healthOf(store)
  const isGone = store.status === 'disconnected'
  const navigate = useNavigate()
  const mirrorAgain = useMirrorAgain(store)
  return (
    <li className="flex flex-col rounded-card border border-line bg-surface p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-16">
            {isGone ? (
              name
            ) : (
              <Link
                to="/stores/$storeId"
                params={{ storeId: id }}
                className="rounded-control hover:underline"
              >
                {name}
              </Link>
            )}
          </h2>
          <p className="truncate text-13 text-ink-faint">
            {PLATFORM_NAMES[platform]} · {shop.replace(/^https?:\/\//, '')}
          </p>
        </div>
        <Badge tone={health.tone}>{health.word}</Badge>
      </div>
      {!isGone && <StorePictures store={store} />}
      {health.problem !== null && (
        <p role="status" className="mt-4 text-13 text-amber">
          {health.problem}
        </p>
      )}
      {store.leaving?.isLate && (
        <Button size="small" className="mt-3 self-start" onClick={onDisconnect}>
          Disconnect anyway
        </Button>
      )}
      <dl className="figures mt-4 flex flex-wrap gap-x-5 gap-y-1 text-13 text-ink-soft">
        {!isGone && <Fact name="Products">{describeProducts(store)}</Fact>}
        {!isGone && mirror.at !== null && (
          <Fact name="Last read">
            read <RelativeTime iso={mirror.at} />
          </Fact>
        )}
        <Fact name="Publications">{formatNumberOf(store.publications, 'publication')}</Fact>
        {store.disconnectedAt !== null && (
          <Fact name="Disconnected">
            disconnected <RelativeTime iso={store.disconnectedAt} />
          </Fact>
        )}
      </dl>
      <div className="mt-auto flex gap-2 pt-5">
        {health.needsConnecting ? (
          <Button variant={isGone ? 'secondary' : 'primary'} onClick={onConnect}>
            <Plug aria-hidden="true" />
            Connect again
          </Button>
        ) : (
          <LinkButton to="/stores/$storeId" params={{ storeId: id }}>
            Products
          </LinkButton>
        )}
        <span className="ml-auto">
          <Menu
            trigger={
              <IconButton label={`More about ${name}`}>
                <Ellipsis />
              </IconButton>
            }
            entries={[
              ...(isGone
                ? []
                : [
                    {
                      kind: 'act' as const,
                      label: 'Read all products again',
                      icon: <RotateCw />,
                      isDisabled: isMoving(store) || health.needsConnecting,
                      onSelect: () => mirrorAgain.mutate({ id }),
                    },
                  ]),
              {
                kind: 'act',
                label: 'History',
                icon: <History />,
                onSelect: () => void navigate({ to: '/publications', search: { store: id } }),
              },
              { kind: 'separator', id: 'leave' },
              {
                kind: 'act',
                label: labelOf(store),
                icon: isGone ? <Trash2 /> : <Unplug />,
                danger: true,
                onSelect: onDisconnect,
              },
            ]}
          />
        </span>
      </div>
    </li>
  )
}

/** What leaving it means now. */
function labelOf({ status, leaving }: StoreView): string {
  if (status === 'disconnected') return 'Delete the history'
  return leaving ? 'Disconnect anyway' : 'Disconnect'
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="sr-only">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** How many products a card shows. */
const SHOWN = 4

/** The first pictures of the first products; their places stand from the beginning. */
function StorePictures({ store: { id, mirror } }: { store: StoreView }) {
  const { data } = useQuery(trpc.products.list.queryOptions({ id, limit: SHOWN }))
  const products = data?.items.slice(0, SHOWN)
  const isEmpty = products?.length === 0 && mirror.status === 'ready'
  return (
    <div className="mt-4 grid grid-cols-4 gap-1.5">
      {isEmpty ? (
        <p className="col-span-4 text-13 text-ink-faint">This store has no products yet.</p>
      ) : (
        Array.from({ length: SHOWN }, (_, index) => {
          const product = products?.[index]
          const first = product?.media[0]
          if (!product || !first)
            return mirror.status === 'ready' && products ? (
              <span key={index} className="aspect-square" />
            ) : (
              <Skeleton key={index} className="aspect-square rounded-none!" />
            )
          return <MediaSquare key={product.id} media={first} name={product.title} />
        })
      )}
    </div>
  )
}
