import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client'
import { EventSource } from 'eventsource'
import { type Container, openContainer } from '../src/container.ts'
import { type Env, readEnv } from '../src/env.ts'
import { openHttpServer } from '../src/http/http-server.ts'
import { createServer } from '../src/server.ts'
import type { AppRouter } from '../src/trpc/router.ts'

/** The real API on a port of its own, beside a studio that shares its database and its files. */
export type TestApi = {
  url: string
  studio: TestStudio
  env: Env
  container: Container
  server: Server
  /** Somebody with a browser of their own; nobody until they sign up. */
  visitor(): Visitor
  /** Somebody who has signed up just now. */
  merchant(): Promise<Visitor>
  close(): Promise<void>
}

/** A browser: it keeps its cookie and sends it along. */
export type Visitor = {
  cookie: string
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Sends a form with files under the given fields. */
  postForm(files: [field: string, bytes: Uint8Array, name: string][]): Promise<Response>
  trpc: TRPCClient<AppRouter>
}

/** What the API's processes are told by their environment in tests. */
export function apiEnvironment(studio: TestStudio): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    PUBLIC_URL: studio.deps.publicUrl,
    DATABASE_URL: studio.databaseUrl,
    OBJECT_STORE: 'disk',
    DISK_STORE_DIR: studio.storeDir,
    FILE_URL_SECRET: studio.linkSecret,
    MAIL_OUTBOX_DIR: studio.outboxDir,
    ...studio.keyEnvironment,
    TEMP_DIR: studio.deps.tempDir,
    LOG_LEVEL: 'silent',
  }
}

/** How to start one: on a studio of its own unless one is given, told other things by its environment. */
export type TestApiOptions = { studio?: TestStudio; environment?: NodeJS.ProcessEnv }

/** Starts the API in this process. Close it when done. */
export async function openTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const studio = options.studio ?? (await openTestStudio())
  const env = readEnv({ ...apiEnvironment(studio), ...options.environment })
  const container = await openContainer(env)
  const server = openHttpServer(createServer(env, container))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let emails = 0
  return {
    url,
    studio,
    env,
    container,
    server,
    visitor: () => openBrowser(url),
    async merchant() {
      const browser = openBrowser(url)
      // All tests sign up from one address; what the limit allows is tested where it is meant.
      await studio.deps.db.attemptCounter.deleteMany({ where: { key: { contains: 'erAddress' } } })
      const email = `merchant-${++emails}@example.com`
      await browser.trpc.auth.signUp.mutate({ email, password: 'correct horse battery', name: 'Merchant' })
      return browser
    },
    async close() {
      container.changes.endWatches()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await container.close()
      if (!options.studio) await studio.close()
    },
  }
}

/** The JSON of an answer, to be compared or looked into. */
export async function readJson(response: Response): Promise<Record<string, string>> {
  return JSON.parse(await response.text())
}

function openBrowser(url: string): Visitor {
  const browser: Visitor = {
    cookie: '',
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers)
      if (browser.cookie) headers.set('cookie', browser.cookie)
      const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' })
      for (const line of response.headers.getSetCookie()) browser.cookie = line.split(';')[0] ?? ''
      return response
    },
    postForm(files) {
      const body = new FormData()
      for (const [field, bytes, name] of files) body.append(field, new Blob([Uint8Array.from(bytes)]), name)
      return browser.fetch('/api/uploads', { method: 'POST', body })
    },
    trpc: createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: ({ type }) => type === 'subscription',
          true: httpSubscriptionLink({
            url: `${url}/trpc`,
            EventSource,
            eventSourceOptions: () => ({
              fetch: (input, init) =>
                fetch(input, { ...init, headers: { ...init.headers, cookie: browser.cookie } }),
            }),
          }),
          false: httpLink({
            url: `${url}/trpc`,
            fetch: (input, init) => browser.fetch(String(input), init as RequestInit),
          }),
        }),
      ],
    }),
  }
  return browser
}
