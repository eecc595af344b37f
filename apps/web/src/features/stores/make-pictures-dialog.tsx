import type { ProductView } from '@studio/core/stores'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Dialog, Segmented, useToast } from '../../ui/index.ts'
import { beginBatch } from '../new-batch/begin-batch.ts'
import { allPictures, firstPictures } from './first-pictures.ts'
import { ImportProgress } from './import-progress.tsx'
import { useImport } from './use-import.ts'

type MakePicturesDialogProps = { products: readonly ProductView[]; onClose: () => void }

/**
 * Takes photos of the chosen products into the library, and goes on to Create with them. Create makes pictures of one
 * product at a time: of several, each is opened by itself, or all are put into one picture together; a batch takes them all.
 */
export function MakePicturesDialog({ products, onClose }: MakePicturesDialogProps) {
  const [only] = products.length === 1 ? products : []
  const [takes, setTakes] = useState<'first' | 'all'>('first')
  const imports = useImport(products[0]?.storeId)
  const navigate = useNavigate()
  const toast = useToast()
  const models = useQuery(trpc.models.list.queryOptions()).data ?? []
  const most = Math.max(1, ...models.map(({ maxSourceAssets }) => maxSourceAssets))
  const media = only && takes === 'all' ? allPictures(only).slice(0, most) : firstPictures(products)
  const without = products.filter((product) => allPictures(product).length === 0).length
  const { isDone, arrived } = imports
  const create = () =>
    void navigate({
      to: '/create',
      search: { sources: arrived.map(({ assetId }) => assetId).join(',') },
    })

  const begin = async () => {
    try {
      const search = await beginBatch({ productIds: products.map(({ id }) => id) })
      await navigate({ to: '/batches/new', search })
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
    }
  }

  useEffect(() => {
    if (only && isDone && arrived.length > 0) create()
  }, [isDone])

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={
        only
          ? `New pictures of ${only.title}`
          : `New pictures of ${formatNumberOf(products.length, 'product')}`
      }
      description={
        only
          ? 'Its photos come into your library and stay linked to the product, so that publishing knows where they belong.'
          : 'Their first photos come into your library and stay linked to their products. Create takes its photos as views of one product, so you go on with one product after the other; a batch makes the same shots of each, at one price.'
      }
      width={only ? 'narrow' : 'wide'}
      footer={
        imports.isUnderWay ? (
          !only && (
            <>
              <Button onClick={onClose}>Close</Button>
              <Button
                disabled={!isDone || arrived.length === 0 || arrived.length > most}
                onClick={create}
                title={arrived.length > most ? `No model takes more than ${most} photos.` : undefined}
              >
                Put all into one picture
              </Button>
            </>
          )
        ) : (
          <>
            {!only && <Button onClick={() => void begin()}>The same shots of each</Button>}
            <Button
              variant="primary"
              disabled={media.length === 0}
              onClick={() => imports.begin(media, takes)}
            >
              Take {formatNumberOf(media.length, 'photo')}
            </Button>
          </>
        )
      }
    >
      {only && !imports.isUnderWay && allPictures(only).length > 1 && (
        <div className="mb-4">
          <Segmented
            label="Which photos"
            isLabelHidden
            isWide
            options={[
              { value: 'first', label: 'The first' },
              { value: 'all', label: `All ${Math.min(most, allPictures(only).length)}` },
            ]}
            value={takes}
            onChange={setTakes}
          />
          <p className="mt-2 text-13 text-ink-faint">
            Photos of the same product from other sides help; pictures with scenes do not.
          </p>
        </div>
      )}
      {without > 0 && (
        <p role="status" className="mb-4 text-13 text-amber">
          {without === 1 ? 'One product has no picture' : `${without} products have no picture`} to begin
          from.
        </p>
      )}
      {imports.problem && (
        <p role="alert" className="mb-4 text-13 text-danger">
          {imports.problem.message}
        </p>
      )}
      <ImportProgress products={products} media={media} imports={imports} isLinked={!only} />
    </Dialog>
  )
}
