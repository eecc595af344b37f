import { z } from 'zod'
import type { ObjectStoreOptions } from './open-object-store.ts'

const diskVariables = z.object({
  OBJECT_STORE: z.literal('disk'),
  DISK_STORE_DIR: z.string().min(1),
  FILE_URL_SECRET: z.string().min(32),
})

const s3Variables = z.object({
  OBJECT_STORE: z.literal('s3'),
  S3_BUCKET: z.string().min(1),
  S3_ENDPOINT: z.url(),
  /** Where browsers reach the same server, when that is another address, as in a container network. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
  S3_CREATE_BUCKET: z.enum(['true', 'false']).default('false'),
})

/** The variables that say where files live; see `.env.example`. `OBJECT_STORE` may be left out when `S3_BUCKET` is set. */
export const objectStoreVariables = z.preprocess(
  (env) => {
    const given = env as NodeJS.ProcessEnv
    return { ...given, OBJECT_STORE: given.OBJECT_STORE ?? (given.S3_BUCKET ? 's3' : 'disk') }
  },
  z.discriminatedUnion('OBJECT_STORE', [diskVariables, s3Variables]),
)

/** The object store that the variables name; `publicUrl` is the address of the API, which serves the disk's files. */
export function toObjectStoreOptions(
  env: z.infer<typeof objectStoreVariables>,
  publicUrl: string,
): ObjectStoreOptions {
  if (env.OBJECT_STORE === 'disk') {
    return { kind: 'disk', root: env.DISK_STORE_DIR, linkSecret: env.FILE_URL_SECRET, baseUrl: publicUrl }
  }
  return {
    kind: 's3',
    endpoint: env.S3_ENDPOINT,
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    createBucket: env.S3_CREATE_BUCKET === 'true',
    ...(env.S3_PUBLIC_ENDPOINT && { publicEndpoint: env.S3_PUBLIC_ENDPOINT }),
  }
}
