import { CreateBucketCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3'
import { ObjectStoreUnavailable } from '../errors.ts'
import { isMissing } from './failures.ts'

/** Makes the bucket unless it is there; two processes may do so at the same time. */
export async function ensureBucket(client: S3Client, Bucket: string): Promise<void> {
  try {
    if (await isThere(client, Bucket)) return
    await client.send(new CreateBucketCommand({ Bucket })).catch(async (error: unknown) => {
      if (!(await isThere(client, Bucket))) throw error
    })
  } catch (error) {
    throw new ObjectStoreUnavailable('create bucket', error)
  }
}

async function isThere(client: S3Client, Bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }))
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
