import type { AssetView } from '@studio/core/assets'
import type { GenerationView } from '@studio/core/generations'
import type { QuoteView } from '@studio/core/quotes'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'
import { formOf, makeToken, openProgram, type Program } from '../../testing/rest.ts'

let api: TestApi
let owner: Visitor
let program: Program

beforeAll(async () => {
  api = await openTestApi()
  owner = await api.merchant()
  program = openProgram(api, (await makeToken(owner)).token)
})
afterAll(() => api.close())

describe('from code', () => {
  it('a picture is uploaded, priced, made, downloaded and deleted', async () => {
    const upload = await program.call<AssetView>('POST', '/assets', { form: formOf(await readPhoto()) })
    expect(upload.status).toBe(201)
    const work = { shotId: 'white-hero', sourceAssetIds: [upload.body.id], count: 2 }
    const quote = await program.call<QuoteView>('POST', '/quotes', { json: work })
    const started = await program.call<GenerationView>('POST', '/generations', {
      json: { ...work, quoteId: quote.body.id },
    })
    expect([started.status, started.body.status]).toEqual([202, 'queued'])
    expect(started.headers.get('x-credits-charged')).toBe('0')
    expect(Number(started.headers.get('x-credits-available'))).toBe(200 + 20 - quote.body.credits)

    await api.studio.jobs.runDue()
    const { body: done } = await program.call<GenerationView>('GET', `/generations/${started.body.id}`)
    expect(done).toMatchObject({ status: 'succeeded', credits: { charged: quote.body.credits } })
    const file = await program.call('GET', `/assets/${done.outputs[0]?.asset?.id}/file?size=original`)
    expect(file.status).toBe(302)
    const picture = await fetch(new URL(file.headers.get('location') ?? '', api.url))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const small = done.outputs[0]?.asset?.files.thumb.replace('/api/v1', '') ?? ''
    expect((await program.call('GET', small)).status).toBe(302)

    expect((await program.call('DELETE', `/generations/${started.body.id}`)).status).toBe(204)
    expect((await program.call('GET', `/generations/${started.body.id}`)).status).toBe(404)
  })

  it('everything else of the contract answers as the document says', async () => {
    for (const path of [
      '/me',
      '/assets',
      '/models',
      '/shots',
      '/generations',
      '/credits',
      '/credits/entries',
    ]) {
      expect((await program.call('GET', path)).status, path).toBe(200)
    }
    const me = await program.call<{ account: object; credits: object }>('GET', '/me')
    expect(me.body).toMatchObject({ token: { kind: 'live' }, credits: { held: 0 } })
  })
})
