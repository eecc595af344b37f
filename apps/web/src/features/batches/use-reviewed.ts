import type { BatchItemView, BatchView } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { queryClient, trpc } from '../../lib/trpc.ts'
import type { ComparePicture } from '../compare/index.ts'
import { comparedPictures } from '../generation/compared-pictures.ts'
import { pictureOf } from './item-words.ts'
import { nextWanted } from './keep-order.ts'
import { useItemsAt } from './use-items-at.ts'

/** So many of the next pictures are fetched ahead. */
const AHEAD = 3

/** What is looked at, and the ways on. */
export type Reviewed = ReturnType<typeof useReviewed>

/** The item that is looked at with its picture and its source, and the ways to others, which are fetched ahead. */
export function useReviewed(batch: BatchView, order: readonly number[], start: number) {
  const { id } = batch
  const [position, setPosition] = useState(start)
  const [outputId, setOutputId] = useState<string | null>(null)
  const index = Math.max(0, order.indexOf(position))
  const items = useItemsAt(id, order, { from: index - 1, to: index + 1 + AHEAD })
  const item = items.get(position)
  const { data: undecided } = useQuery(trpc.batches.positions.queryOptions({ id, filter: 'review' }))
  const generation = useQuery(
    trpc.generations.get.queryOptions(
      { id: (item?.generationId ?? '') as Id<'generation'> },
      { enabled: item?.generationId != null },
    ),
  )
  const { outputs, sources } = useMemo(
    () => (generation.data ? comparedPictures(generation.data) : { outputs: [], sources: [] }),
    [generation.data],
  )
  const wantedId = outputId ?? item?.outputId
  const output = outputs.find((picture) => picture.id === wantedId) ?? outputs[0]
  const source = sources[0]
  const shown = useMemo(() => [output, source].filter((picture) => picture !== undefined), [output, source])

  const next = order.slice(index + 1, index + 1 + AHEAD).map((place) => items.get(place))
  const nextIds = next.map((one) => one?.generationId ?? '').join()
  useEffect(() => {
    for (const one of next) fetchAhead(one)
  }, [nextIds])

  function goTo(place: number | null | undefined) {
    if (place === null || place === undefined) return
    setPosition(place)
    setOutputId(null)
  }

  return {
    ...{ item, generation: generation.data, outputs, output, source, shown, position, index },
    isGone: whyNothing(item, generation.isError, output),
    chooseOutput: setOutputId,
    go: (step: 1 | -1) => goTo(order[index + step]),
    /** To the next picture that nobody has decided about; stays where there is none. */
    goOn() {
      const open = new Set(undecided?.positions)
      // What was read of an item is newer than the list: a decision shows there before the server has answered.
      const isOpen = (place: number) => {
        const known = items.get(place)
        return known ? known.status === 'succeeded' && known.review === 'open' : open.has(place)
      }
      goTo(nextWanted(order, position, isOpen))
    },
  }
}

/** Reads an item's generation and its picture before anybody asks for them. */
function fetchAhead(item: BatchItemView | undefined): void {
  if (!item?.generationId) return
  const id = item.generationId as Id<'generation'>
  void queryClient.prefetchQuery(trpc.generations.get.queryOptions({ id }))
  const picture = pictureOf(item)
  if (picture) new Image().src = picture.files.preview
}

function whyNothing(
  item: BatchItemView | undefined,
  isUnreadable: boolean,
  output: ComparePicture | undefined,
): string | null {
  if (!item || output) return null
  if (item.failure) return item.failure.message
  if (item.status === 'pending' || item.status === 'started') return 'It is being made again.'
  if (item.generationId === null || isUnreadable) return 'Its picture was deleted.'
  return null
}
