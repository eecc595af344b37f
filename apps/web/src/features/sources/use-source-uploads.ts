import type { AssetView } from '@studio/core/assets'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { useUploadQueue, useUploads } from '../uploads/index.ts'

/**
 * Sends photos that are to be sources; each becomes one the moment the server has its bytes, prepared or
 * not. Until its preview is made, the photo is shown from this machine's own copy.
 */
export function useSourceUploads(onUploaded: (id: AssetView['id']) => void) {
  const queryClient = useQueryClient()
  const queue = useUploadQueue()
  const uploads = useUploads()
  const [localUrls, setLocalUrls] = useState<ReadonlyMap<number | string, string>>(new Map())
  const tell = useRef(onUploaded)
  tell.current = onUploaded

  const created = useRef<string[]>([])
  useEffect(
    () => () => {
      for (const url of created.current) URL.revokeObjectURL(url)
    },
    [],
  )

  const sendOne = (file: File) => {
    const url = URL.createObjectURL(file)
    created.current.push(url)
    const [uploadId] = queue.add([file], (asset) => {
      queryClient.setQueryData(trpc.assets.get.queryKey({ id: asset.id }), asset)
      setLocalUrls((urls) => new Map(urls).set(asset.id, url))
      tell.current(asset.id)
      if (uploadId !== undefined) queue.remove(uploadId)
    })
    if (uploadId !== undefined) setLocalUrls((urls) => new Map(urls).set(uploadId, url))
  }

  return {
    uploads: uploads.filter(({ state }) => state !== 'done'),
    /** This machine's own copy of an upload (by its number) or of an asset that was sent from here. */
    localUrlOf: (id: number | string) => localUrls.get(id),
    send: (files: readonly File[]) => {
      for (const file of files) sendOne(file)
    },
    retry: queue.retry,
    remove: queue.remove,
  }
}
