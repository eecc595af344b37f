import type { AssetView } from '@studio/core/assets'
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import { applyChanges } from '../../lib/live-changes.ts'
import { queryClient } from '../../lib/trpc.ts'
import { uploadFile } from '../../lib/upload.ts'
import { createUploadQueue, type Upload, type UploadQueue } from './upload-queue.ts'

const QueueContext = createContext<UploadQueue | null>(null)

/** Keeps uploads going while one moves between screens. Stands in the shell. */
export function UploadsProvider({ children, queue }: { children: ReactNode; queue?: UploadQueue }) {
  const [ownQueue] = useState(() => queue ?? createUploadQueue(uploadFile, showInLibrary))
  return <QueueContext value={ownQueue}>{children}</QueueContext>
}

/** The library shows an upload at once, also when the live channel is down. */
function showInLibrary(asset: AssetView): void {
  applyChanges(queryClient, [{ type: 'asset.uploaded', subjectId: asset.id }])
}

/** What can be done with uploads; `add(files, onUploaded)` sends files and shows them in the tray. */
export function useUploadQueue(): UploadQueue {
  const queue = useContext(QueueContext)
  if (queue === null) throw new Error('useUploadQueue needs an UploadsProvider above it.')
  return queue
}

/** All files on the list, as they stand. */
export function useUploads(): readonly Upload[] {
  const queue = useUploadQueue()
  return useSyncExternalStore(queue.subscribe, queue.read)
}
