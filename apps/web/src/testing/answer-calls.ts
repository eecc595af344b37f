import { DomainError, ERROR_TABLE } from '@studio/core/kernel'
import { vi } from 'vitest'

/** Answers one procedure from its input, at once or later. */
export type Answer = (input: never) => unknown

/**
 * Stands in for the server at the wire: answers the real client's HTTP calls, batches and all. A `DomainError`
 * that is thrown reaches the client as the API sends it. An unknown procedure answers 404.
 */
export function answerCalls(procedures: Record<string, Answer>): void {
  vi.stubGlobal('fetch', async (address: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(String(address), 'http://studio.test')
    const names = url.pathname.replace('/trpc/', '').split(',')
    const inputs = JSON.parse(
      init?.method === 'POST' ? String(init.body) : (url.searchParams.get('input') ?? '{}'),
    ) as Record<string, never>
    const answers = await Promise.all(
      names.map((name, index) => answer(name, procedures[name], inputs[index] as never)),
    )
    return Response.json(answers)
  })
}

async function answer(path: string, procedure: Answer | undefined, input: never) {
  try {
    if (!procedure) throw new DomainError('not_found', `Nobody answers ${path} in this test.`)
    return { result: { data: await procedure(input) } }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { code, message } = error
    return { error: { message, code: -32603, data: { code, httpStatus: ERROR_TABLE[code].status, path } } }
  }
}

/** An answer that is given when the test says so. */
export function laterAnswer<Value>() {
  let give: (value: Value) => void = () => {}
  const value = new Promise<Value>((resolve) => {
    give = resolve
  })
  return { value, give }
}
