import { randomUUID } from 'node:crypto'
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { describe } from 'vitest'
import { listAll } from './contract-content.ts'
import { openObjectStore } from './index.ts'
import { objectStoreContract } from './object-store.contract.ts'

const { S3_TEST_ENDPOINT: endpoint = '' } = process.env
const accessKeyId = process.env.S3_TEST_ACCESS_KEY_ID ?? ''
const secretAccessKey = process.env.S3_TEST_SECRET_ACCESS_KEY ?? ''
const region = process.env.S3_TEST_REGION ?? 'auto'
const isAbsent = endpoint === ''
const reason = isAbsent ? ' (skipped: S3_TEST_ENDPOINT is not set; scripts/s3-server.sh starts a server)' : ''

describe.skipIf(isAbsent)(`object store on a real S3 server${reason}`, () => {
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
        const client = new S3Client({
          endpoint,
          region,
          forcePathStyle: true,
          credentials: { accessKeyId, secretAccessKey },
        })
        await client.send(new DeleteBucketCommand({ Bucket: bucket }))
      },
    }
  })
})
