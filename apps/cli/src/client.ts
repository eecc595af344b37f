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
  upload(path: string, signal: AbortSignal): Promise<AssetView>
  download(asset: AssetView, path: string, signal: AbortSignal): Promise<void>
}

const problemSchema = z.object({ detail: z.string() })

/**
 * Speaks to the API as a browser would, with the cookie of a session. A studio that does not answer is said in a
 * sentence.
 */
export function createClient(url: string, cookieLine: string): StudioClient {
  const headers = { cookie: cookieLine.split(';')[0] ?? '' }
  return {
    api: createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/trpc`, headers, fetch: ask })] }),

    async upload(path, signal) {
      const form = new FormData()
      form.set('file', await openAsBlob(path), basename(path))
      const response = await ask(`${url}/api/uploads`, { method: 'POST', headers, body: form, signal })
      return assetView.parse(await readJson(response))
    },

    async download(asset, path, signal) {
      const response = await ask(url + asset.files.original, { headers, signal })
      if (!response.ok || !response.body) throw new Failure(`${asset.fileName} could not be read back.`)
      await pipeline(Readable.fromWeb(response.body), createWriteStream(path), { signal })
    },
  }
}

type Asking = Omit<RequestInit, 'signal'> & { signal?: AbortSignal | null | undefined }

async function ask(address: string | URL | Request, asking: Asking = {}): Promise<Response> {
  const signal = asking.signal ?? null
  try {
    return await fetch(address, { ...asking, signal })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Failure(
      'The studio does not answer any more. Its logs say why; start it again, then try again.',
    )
  }
}

async function readJson(response: Response): Promise<unknown> {
  const body: unknown = await response.json()
  if (response.ok) return body
  throw new Failure(problemSchema.safeParse(body).data?.detail ?? `The API answered ${response.status}.`)
}
