import { S3Client } from '@aws-sdk/client-s3'

/** Where the bucket is and who we are there. */
export type S3ObjectStoreOptions = {
  /** Such as `https://<account>.r2.cloudflarestorage.com`. */
  endpoint: string
  /** The address at which browsers reach the same server, when it is another one (as in a compose network). */
  publicEndpoint?: string
  /** R2: `auto`. */
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  /** Puts the bucket into the path instead of the host name; most servers but Amazon's want it. Default true. */
  forcePathStyle?: boolean
  /** Makes the bucket when it is missing: for development and tests. */
  createBucket?: boolean
}

const CONNECT_TIMEOUT_MS = 5_000
const IDLE_TIMEOUT_MS = 60_000
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {}

/** The SDK's client, set up so that R2 and other servers understand it. */
export function createClient(options: S3ObjectStoreOptions, endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region: options.region,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    forcePathStyle: options.forcePathStyle ?? true,
    // Otherwise streams go out chunked with a checksum trailer, which R2 and Ceph refuse (501, 411).
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // It writes warnings to the console by default; all that matters is in the errors it throws.
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: IDLE_TIMEOUT_MS },
  })
}
