import { Readable } from 'node:stream'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { checkBody, checkExpiry, checkKey, checkMime, checkPrefix, checkRange } from '../arguments.ts'
import { contentDisposition } from '../content-disposition.ts'
import { ObjectMissing, ObjectRefused, ObjectStoreUnavailable } from '../errors.ts'
import { measuredBody } from '../measured-body.ts'
import type { ObjectHead, ObjectStore } from '../port.ts'
import { createClient, type S3ObjectStoreOptions } from './client.ts'
import { ensureBucket } from './ensure-bucket.ts'
import { isMissing, isPastEnd } from './failures.ts'
import { forgetParts, putInParts } from './put-in-parts.ts'

/** DeleteObjects takes no more keys in one call. */
const DELETE_KEYS = 1000
/** Opens an object store in a bucket of R2 or any other S3 server. Calls the server only to make the bucket. */
export async function openS3ObjectStore(options: S3ObjectStoreOptions): Promise<ObjectStore> {
  const { bucket: Bucket } = options
  const client = createClient(options, options.endpoint)
  const publicClient = createClient(options, options.publicEndpoint ?? options.endpoint)
  if (options.createBucket) await ensureBucket(client, Bucket)

  return {
    async put(key, body, { sizeBytes, mime }) {
      checkKey(key)
      checkBody(body, { sizeBytes, mime })
      await putObject(client, body, { Bucket, Key: key, ContentLength: sizeBytes, ContentType: mime })
    },

    async putStream(key, body, { mime }) {
      checkKey(key)
      checkMime(mime)
      return putInParts(client, body, { Bucket, Key: key, ContentType: mime })
    },

    async get(key, { range } = {}) {
      checkKey(key)
      if (range) checkRange(range)
      const Range = range && `bytes=${range.start}-${range.end ?? ''}`
      try {
        const found = await client.send(new GetObjectCommand({ Bucket, Key: key, ...(Range && { Range }) }))
        if (!(found.Body instanceof Readable)) throw new Error('The answer has no body')
        return { ...toHead(found), body: found.Body }
      } catch (error) {
        if (isMissing(error)) throw new ObjectMissing(key)
        if (isPastEnd(error)) throw new ObjectRefused(`The range begins past the end: byte ${range?.start}`)
        throw new ObjectStoreUnavailable('get', error)
      }
    },

    async head(key) {
      checkKey(key)
      try {
        return toHead(await client.send(new HeadObjectCommand({ Bucket, Key: key })))
      } catch (error) {
        if (isMissing(error)) return null
        throw new ObjectStoreUnavailable('head', error)
      }
    },

    async signedUrl(key, { expiresInSeconds, downloadName, mime }) {
      checkKey(key)
      checkExpiry(expiresInSeconds)
      if (mime !== undefined) checkMime(mime)
      const command = new GetObjectCommand({
        Bucket,
        Key: key,
        ResponseContentDisposition: contentDisposition(downloadName),
        ...(mime !== undefined && { ResponseContentType: mime }),
      })
      return await getSignedUrl(publicClient, command, { expiresIn: expiresInSeconds })
    },

    async delete(keys) {
      keys.forEach(checkKey)
      for (let from = 0; from < keys.length; from += DELETE_KEYS) {
        await deleteChunk(client, Bucket, keys.slice(from, from + DELETE_KEYS))
      }
    },

    async removeUnfinished(prefix) {
      checkPrefix(prefix)
      await forgetParts(client, Bucket, prefix)
    },

    async *list(prefix) {
      checkPrefix(prefix)
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })) {
          for (const { Key, Size } of page.Contents ?? []) {
            if (Key !== undefined) yield { key: Key, sizeBytes: Size ?? 0 }
          }
        }
      } catch (error) {
        throw new ObjectStoreUnavailable('list', error)
      }
    },
  }
}

type Placement = { Bucket: string; Key: string; ContentLength: number; ContentType: string }

async function putObject(client: S3Client, body: Readable | Uint8Array, placement: Placement): Promise<void> {
  const bodyFailure = new AbortController()
  const Body = body instanceof Uint8Array ? body : watchedStream(body, placement.ContentLength, bodyFailure)
  try {
    await client.send(new PutObjectCommand({ ...placement, Body }), { abortSignal: bodyFailure.signal })
  } catch (error) {
    if (Body instanceof Readable) Body.destroy()
    bodyFailure.signal.throwIfAborted()
    throw new ObjectStoreUnavailable('put', error)
  }
}

/** The SDK does not watch the stream it sends: one that fails must abort the request, or that would hang. */
function watchedStream(body: Readable, sizeBytes: number, failure: AbortController): Readable {
  const measured = measuredBody(body, sizeBytes, (error) => failure.abort(error))
  return Readable.from(measured, { objectMode: false }).on('error', () => undefined)
}

type Answer = Pick<GetObjectCommandOutput, 'ContentLength' | 'ContentRange' | 'ContentType' | 'ETag'>

function toHead({ ContentLength, ContentRange, ContentType, ETag }: Answer): ObjectHead {
  // `bytes 0-9/1234`: with a range, the length is that of the part and the whole is told here.
  const whole = ContentRange?.split('/')[1]
  return {
    sizeBytes: whole === undefined ? (ContentLength ?? 0) : Number(whole),
    mime: ContentType ?? 'application/octet-stream',
    etag: ETag ?? '',
  }
}

async function deleteChunk(client: S3Client, Bucket: string, keys: string[]): Promise<void> {
  const Objects = keys.map((Key) => ({ Key }))
  try {
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    )
    // The call succeeds as a whole even when single keys fail.
    const failed = Errors.filter(({ Code }) => Code !== 'NoSuchKey')
    if (failed.length > 0) throw new Error(`${failed.length} objects were not deleted: ${failed[0]?.Code}`)
  } catch (error) {
    throw new ObjectStoreUnavailable('delete', error)
  }
}
