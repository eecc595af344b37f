import type { DiskObjectStoreOptions } from './disk/disk-object-store.ts'
import type { ObjectStore } from './port.ts'
import type { S3ObjectStoreOptions } from './s3/client.ts'

/** Which adapter to use, and its options. */
export type ObjectStoreOptions =
  | ({ kind: 'disk' } & DiskObjectStoreOptions)
  | ({ kind: 's3' } & S3ObjectStoreOptions)

/** Opens the object store that the configuration names. Loads only that adapter: S3's client is slow to load. */
export async function openObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  if (options.kind === 'disk') {
    const { openDiskObjectStore } = await import('./disk/disk-object-store.ts')
    return await openDiskObjectStore(options)
  }
  const { openS3ObjectStore } = await import('./s3/s3-object-store.ts')
  return await openS3ObjectStore(options)
}
