import type { NewTokenView, Scope } from '@studio/core/tokens'
import { SCOPES } from '@studio/core/tokens'
import type { TestApi, Visitor } from './api.ts'
import { type AnswerCheck, createAnswerCheck, type Document } from './check-answer.ts'

/** What is sent with a call. */
export type CallOptions = {
  json?: unknown
  form?: FormData
  body?: string | Uint8Array<ArrayBuffer> | ReadableStream
  headers?: Record<string, string>
}

/** An answer that was held against the document. */
export type CheckedAnswer<Body = Record<string, unknown>> = {
  status: number
  headers: Headers
  text: string
  body: Body
}

/** A program that calls the public API. Every answer it gets is held against the document. */
export type Program = {
  call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options?: CallOptions,
  ): Promise<CheckedAnswer<Body>>
}

/** All there are. */
export const ALL_SCOPES = Object.keys(SCOPES) as Scope[]

/** The documents of the APIs under test, read once each. */
const checks = new Map<string, Promise<AnswerCheck>>()

/** A program with a token, or without one. Paths are below `/api/v1`. */
export function openProgram({ url }: Pick<TestApi, 'url'>, token?: string): Program {
  const check = checks.get(url) ?? readCheck(url)
  checks.set(url, check)
  return {
    async call<Body>(method: string, path: string, options: CallOptions = {}) {
      const { json, form, body = form, headers: given = {} } = options
      const headers = new Headers(given)
      if (token !== undefined && !headers.has('authorization'))
        headers.set('authorization', `Bearer ${token}`)
      if (json !== undefined) headers.set('content-type', 'application/json')
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers,
        body: json !== undefined ? JSON.stringify(json) : (body ?? null),
        redirect: 'manual',
      })
      const text = await response.text()
      ;(await check)(method, `/api/v1${path}`, response, text)
      const type = response.headers.get('content-type') ?? ''
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: (/json/.test(type) && text ? JSON.parse(text) : {}) as Body,
      }
    },
  }
}

async function readCheck(url: string): Promise<AnswerCheck> {
  const document = await fetch(`${url}/api/v1/openapi.json`)
  return createAnswerCheck((await document.json()) as Document)
}

/** Makes a token in the name of somebody with a browser. The free plan has one: the others are revoked first. */
export async function makeToken(
  owner: Visitor,
  input: Partial<Parameters<Visitor['trpc']['tokens']['create']['mutate']>[0]> = {},
): Promise<NewTokenView> {
  const { items } = await owner.trpc.tokens.list.query({})
  for (const { id, revokedAt } of items) if (!revokedAt) await owner.trpc.tokens.revoke.mutate({ id })
  return owner.trpc.tokens.create.mutate({ name: 'test', scopes: ALL_SCOPES, expiresInDays: null, ...input })
}

/** A form with one file. */
export function formOf(bytes: Uint8Array, name = 'mug.jpg', field = 'file'): FormData {
  const form = new FormData()
  form.append(field, new Blob([Uint8Array.from(bytes)]), name)
  return form
}
