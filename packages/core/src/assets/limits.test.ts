import { describe, expect, it } from 'vitest'
import { assetKey, assetPrefix } from './keys.ts'
import { ASSET_SIZES, isUploadMime, UPLOAD_TYPES } from './limits.ts'

describe('what can be uploaded', () => {
  it.each(Object.keys(UPLOAD_TYPES))('is %s', (mime) => {
    expect(isUploadMime(mime)).toBe(true)
  })

  it.each(['image/gif', 'image/svg+xml', 'application/pdf', 'IMAGE/JPEG', '', 'toString', 'constructor'])(
    'is not %j',
    (mime) => {
      expect(isUploadMime(mime)).toBe(false)
    },
  )
})

describe('the objects of an asset', () => {
  const asset = { accountId: 'acc_1', id: 'ast_1' }

  it('all lie under one prefix of its own, so that deleting it can be proved by listing', () => {
    const keys = ASSET_SIZES.map((size) => assetKey(asset, size))
    expect(new Set(keys).size).toBe(ASSET_SIZES.length)
    for (const key of keys) expect(key.startsWith(assetPrefix(asset))).toBe(true)
  })

  it('are not found under the prefix of an asset whose id begins alike', () => {
    expect(assetKey({ ...asset, id: 'ast_12' }, 'thumb').startsWith(assetPrefix(asset))).toBe(false)
  })

  it('keep the keys they were stored under', () => {
    expect(ASSET_SIZES.map((size) => assetKey(asset, size))).toEqual([
      'accounts/acc_1/assets/ast_1/thumb.webp',
      'accounts/acc_1/assets/ast_1/preview.webp',
      'accounts/acc_1/assets/ast_1/original',
    ])
  })
})
