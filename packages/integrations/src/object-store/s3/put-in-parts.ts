import { Readable } from 'node:stream'
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { MAX_STREAM_BYTES } from '../arguments.ts'
import { ObjectStoreUnavailable } from '../errors.ts'
import { countedBody } from '../measured-body.ts'

/** 10,000 of these are 80 GB; R2 wants all parts but the last equally long, and S3 none below 5 MiB. */
const PART_BYTES = 8_000_000

/** How many parts are on their way at once, each held in memory: the next one is gathered while one is sent. */
const PARTS_AT_ONCE = 2

/**
 * Stores a stream in parts. Nothing is seen of it before its last part is there; when it fails, the server is told
 * to forget the parts it has.
 */
export async function putInParts(
  client: S3Client,
  body: Readable,
  placement: { Bucket: string; Key: string; ContentType: string },
): Promise<{ sizeBytes: number }> {
  const count = { sizeBytes: 0 }
  let failure: { error: unknown } | undefined
  const counted = countedBody(body, MAX_STREAM_BYTES, count, (error) => {
    failure = { error }
  })
  const upload = new Upload({
    client,
    params: { ...placement, Body: Readable.from(counted, { objectMode: false }) },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
    leavePartsOnError: false,
  })
  try {
    await upload.done()
    return count
  } catch (error) {
    body.destroy()
    if (failure) throw failure.error
    throw new ObjectStoreUnavailable('put', error)
  }
}

/** Forgets the parts of uploads below a prefix that were begun and not ended. */
export async function forgetParts(client: S3Client, Bucket: string, prefix: string): Promise<void> {
  try {
    for (;;) {
      const { Uploads = [], IsTruncated } = await client.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: prefix }),
      )
      for (const { Key, UploadId } of Uploads)
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      // Those that were listed are gone: the next page is the first one again.
      if (!IsTruncated || Uploads.length === 0) return
    }
  } catch (error) {
    throw new ObjectStoreUnavailable('delete', error)
  }
}
