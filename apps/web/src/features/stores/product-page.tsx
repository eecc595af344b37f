import { type Id, isId } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ExternalLink, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import {
  AnchorButton,
  Button,
  ErrorState,
  LinkButton,
  PageHeader,
  RelativeTime,
  Skeleton,
} from '../../ui/index.ts'
import { ProductTimeline } from '../publications/product-timeline.tsx'
import { MakePicturesDialog } from './make-pictures-dialog.tsx'
import { ProductEditor } from './product-editor.tsx'

/** One product: its pictures in their order, what its variants show, and what was published to it. */
export function ProductPage() {
  const { productId } = useParams({ from: '/studio/products/$productId' })
  const id = isId('product', productId) ? productId : null
  const product = useQuery(trpc.products.get.queryOptions(id ? { id } : skipToken))
  if (id === null || (product.isError && !product.data))
    return (
      <ErrorState
        title="This product is not here"
        message={
          id && product.error ? describeProblem(product.error).message : 'The address has a slip in it.'
        }
        action={<LinkButton to="/stores">Go to the stores</LinkButton>}
      />
    )
  return (
    <div className="mx-auto max-w-6xl">
      {product.data ? (
        <>
          <ProductHeader product={product.data} />
          <ProductEditor key={id} product={product.data} />
        </>
      ) : (
        <ProductSkeleton />
      )}
      <ProductTimeline productId={id as Id<'product'>} />
    </div>
  )
}

function ProductHeader({ product }: { product: ProductView }) {
  const { storeId, title, vendor, productType, status, readAt, url } = product
  const { data: store } = useQuery(trpc.stores.get.queryOptions({ id: storeId }))
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      <PageHeader
        above={
          <Link to="/stores/$storeId" params={{ storeId }} className="hover:text-ink">
            {store?.name ?? 'Store'}
          </Link>
        }
        title={title}
        lead={
          <>
            {[vendor, productType, status.toLowerCase()].filter(Boolean).join(' · ')} · read{' '}
            <RelativeTime iso={readAt} />
          </>
        }
        actions={
          <>
            {url !== null && (
              <AnchorButton href={url} target="_blank" rel="noreferrer" variant="quiet">
                <ExternalLink aria-hidden="true" />
                See it in the store
              </AnchorButton>
            )}
            <Button variant="primary" onClick={() => setMaking(true)}>
              <WandSparkles aria-hidden="true" />
              Make new pictures
            </Button>
          </>
        }
      />
      {isMaking && <MakePicturesDialog products={[product]} onClose={() => setMaking(false)} />}
    </>
  )
}

function ProductSkeleton() {
  return (
    <div role="status" aria-label="The product is loading">
      <Skeleton className="mb-8 h-16 w-80" />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4">
        {[0, 1, 2, 3].map((tile) => (
          <Skeleton key={tile} className="aspect-square rounded-none!" />
        ))}
      </div>
    </div>
  )
}
