import { randomUUID } from 'node:crypto'
import {
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  ListMultipartUploadsCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { listAll } from './contract-content.ts'
import { deletePrefix, openObjectStore } from './index.ts'
import { objectStoreContract } from './object-store.contract.ts'

const { S3_TEST_ENDPOINT: endpoint = '' } = process.env
const accessKeyId = process.env.S3_TEST_ACCESS_KEY_ID ?? ''
const secretAccessKey = process.env.S3_TEST_SECRET_ACCESS_KEY ?? ''
const region = process.env.S3_TEST_REGION ?? 'auto'
const isAbsent = endpoint === ''
const reason = isAbsent ? ' (skipped: S3_TEST_ENDPOINT is not set; scripts/s3-server.sh starts a server)' : ''

describe.skipIf(isAbsent)(`object store on a real S3 server${reason}`, () => {
  const openClient = () =>
    new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } })
  const access = { kind: 's3', endpoint, region, accessKeyId, secretAccessKey } as const

  objectStoreContract(async () => {
    const bucket = `contract-${randomUUID()}`
    const store = await openObjectStore({ ...access, bucket, createBucket: true })
    return {
      store,
      passSeconds: () => undefined,
      close: async () => {
        const keys = (await listAll(store, '')).map(({ key }) => key)
        await store.delete(keys)
        await openClient().send(new DeleteBucketCommand({ Bucket: bucket }))
      },
    }
  })

  it('the parts that a killed upload left are gone with the prefix, and those beside it stay', async () => {
    const Bucket = `parts-${randomUUID()}`
    const store = await openObjectStore({ ...access, bucket: Bucket, createBucket: true })
    const client = openClient()
    for (const Key of ['mine/archive.zip', 'other/archive.zip']) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
      const Body = Buffer.alloc(5_000_000)
      await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }))
    }
    await deletePrefix(store, 'mine/')
    const unfinished = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.map(({ Key }) => Key)
    expect(await unfinished()).toEqual(['other/archive.zip'])
    await deletePrefix(store, 'other/')
    expect(await unfinished()).toBeUndefined()
    await client.send(new DeleteBucketCommand({ Bucket }))
  })
})
