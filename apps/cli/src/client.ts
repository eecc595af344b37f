import { createWriteStream, openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AppRouter } from '@studio/api/router'
import { type AssetView, assetView } from '@studio/core/assets'
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import { z } from 'zod'
import { Failure } from './failure.ts'

/** The studio's API, signed in. */
export type StudioClient = {
  api: TRPCClient<AppRouter>
  upload(path: string): Promise<AssetView>
  download(asset: AssetView, path: string): Promise<void>
}

const problemSchema = z.object({ detail: z.string() })

/** Speaks to the API as a browser would, with the cookie of a session. */
export function createClient(url: string, cookieLine: string): StudioClient {
  const headers = { cookie: cookieLine.split(';')[0] ?? '' }
  return {
    api: createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/trpc`, headers })] }),

    async upload(path) {
      const form = new FormData()
      form.set('file', await openAsBlob(path), basename(path))
      const response = await fetch(`${url}/api/uploads`, { method: 'POST', headers, body: form })
      return assetView.parse(await readJson(response))
    },

    async download(asset, path) {
      const response = await fetch(url + asset.files.original, { headers })
      if (!response.ok || !response.body) throw new Failure(`${asset.fileName} could not be read back.`)
      await pipeline(Readable.fromWeb(response.body), createWriteStream(path))
    },
  }
}

async function readJson(response: Response): Promise<unknown> {
  const body: unknown = await response.json()
  if (response.ok) return body
  throw new Failure(problemSchema.safeParse(body).data?.detail ?? `The API answered ${response.status}.`)
}
