import { describe, expect, it } from 'vitest'
import { assetKey, assetPrefix, attemptPrefix } from './keys.ts'
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
  const asset = { accountId: 'acc_1', id: 'ast_1', attempt: 0 }

  it('all lie under one prefix of its own, so that deleting it can be proved by listing', () => {
    const keys = ASSET_SIZES.map((size) => assetKey(asset, size))
    expect(new Set(keys).size).toBe(ASSET_SIZES.length)
    for (const key of keys) expect(key.startsWith(assetPrefix(asset))).toBe(true)
  })

  it('are not found under the prefix of an asset whose id begins alike', () => {
    expect(assetKey({ ...asset, id: 'ast_12' }, 'thumb').startsWith(assetPrefix(asset))).toBe(false)
  })

  it('of different attempts are apart, and all under the prefix of the asset', () => {
    const keys = [0, 1, 12].map((attempt) => assetKey({ ...asset, attempt }, 'original'))
    expect(keys).toEqual([
      'accounts/acc_1/assets/ast_1/original',
      'accounts/acc_1/assets/ast_1/1/original',
      'accounts/acc_1/assets/ast_1/12/original',
    ])
    expect(keys[2]?.startsWith(attemptPrefix({ ...asset, attempt: 1 }))).toBe(false)
  })

  it('keep the keys they were stored under', () => {
    expect(ASSET_SIZES.map((size) => assetKey(asset, size))).toEqual([
      'accounts/acc_1/assets/ast_1/thumb.webp',
      'accounts/acc_1/assets/ast_1/preview.webp',
      'accounts/acc_1/assets/ast_1/original',
      'accounts/acc_1/assets/ast_1/mask.png',
    ])
  })
})
