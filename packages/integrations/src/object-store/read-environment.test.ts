import { describe, expect, it } from 'vitest'
import { objectStoreVariables, toObjectStoreOptions } from './read-environment.ts'

const disk = { DISK_STORE_DIR: '/data/objects', FILE_URL_SECRET: 'a secret of thirty-two characters' }
const s3 = {
  S3_BUCKET: 'photos',
  S3_ENDPOINT: 'https://acc.r2.cloudflarestorage.com',
  S3_ACCESS_KEY_ID: 'key-id',
  S3_SECRET_ACCESS_KEY: 'secret-key',
}
const read = (env: NodeJS.ProcessEnv) =>
  toObjectStoreOptions(objectStoreVariables.parse(env), 'https://studio.example.com')

describe('the environment of the object store', () => {
  it('files live on disk when nothing else is said', () => {
    expect(read(disk)).toEqual({
      kind: 'disk',
      root: '/data/objects',
      linkSecret: disk.FILE_URL_SECRET,
      baseUrl: 'https://studio.example.com',
    })
  })

  it('naming a bucket is enough to use S3, and R2’s region is the default', () => {
    expect(read({ ...disk, ...s3 })).toMatchObject({
      kind: 's3',
      bucket: 'photos',
      region: 'auto',
      createBucket: false,
    })
    expect(read({ ...disk, ...s3, OBJECT_STORE: 'disk' })).toMatchObject({ kind: 'disk' })
  })

  it.each([
    ['a short secret', { ...disk, FILE_URL_SECRET: 'short' }, 'FILE_URL_SECRET'],
    ['no directory', { FILE_URL_SECRET: disk.FILE_URL_SECRET }, 'DISK_STORE_DIR'],
    ['S3 without its key', { ...s3, S3_SECRET_ACCESS_KEY: undefined }, 'S3_SECRET_ACCESS_KEY'],
    ['S3 without an address', { ...s3, S3_ENDPOINT: 'r2' }, 'S3_ENDPOINT'],
  ])('%s is refused by the name of the variable', (_case, env, variable) => {
    expect(objectStoreVariables.safeParse(env).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      variable,
    ])
  })
})
