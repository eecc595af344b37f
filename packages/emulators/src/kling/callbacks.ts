import { createHmac, randomUUID } from 'node:crypto'

/** How callbacks go out; every mode but `well` is a way in which they go wrong. */
export const CALLBACK_MODES = [
  'well',
  'lost',
  'duplicate',
  'out_of_order',
  'bad_signature',
  'old_timestamp',
  'rotation',
] as const

/** How callbacks go out. */
export type CallbackMode = (typeof CALLBACK_MODES)[number]

/** What a callback is signed with: nothing without a secret. `oldSecret` signs as well during a rotation. */
export type CallbackSettings = { mode: CallbackMode; secret: string | null; oldSecret: string | null }

const OLD_SEC = 600

/** Sends what is said about tasks to where the caller asked for it. */
export type Callbacks = {
  /** Says that a task has changed; fulfils when it was sent, or given up. `isLast` in the task's life. */
  send(url: string, body: object, isLast: boolean, nowMs: number): Promise<void>
  reset(): void
}

/** Sends to this machine alone: the emulator talks to nobody else. */
export function createCallbacks(settings: () => CallbackSettings): Callbacks {
  /** What waits for the last one, when the order is to be wrong. */
  const held = new Map<string, object[]>()
  /** One after the other: only a mode may change their order. */
  let last: Promise<void> = Promise.resolve()

  async function post(url: string, body: object, nowMs: number): Promise<void> {
    if (!['127.0.0.1', 'localhost'].includes(new URL(url).hostname)) return
    const raw = JSON.stringify(body)
    const headers = { 'content-type': 'application/json', ...sign(raw, settings(), nowMs) }
    // What the receiver answers, and whether there is one, does not matter to the service.
    await fetch(url, { method: 'POST', headers, body: raw })
      .then((response) => response.body?.cancel())
      .catch(() => undefined)
  }

  return {
    async send(url, body, isLast, nowMs) {
      const { mode } = settings()
      if (mode === 'lost') return
      if (mode === 'out_of_order' && !isLast) {
        held.set(url, [body, ...(held.get(url) ?? [])])
        return
      }
      const all = [body, ...(mode === 'duplicate' ? [body] : []), ...(held.get(url) ?? [])]
      held.delete(url)
      last = last.then(async () => {
        for (const one of all) await post(url, one, nowMs)
      })
      await last
    },
    reset: () => held.clear(),
  }
}

/**
 * The headers of a signed callback: HMAC-SHA256 over id, time and body, as Standard Webhooks has it
 * (kling.ai/document-api, callbacks).
 */
function sign(
  raw: string,
  { mode, secret, oldSecret }: CallbackSettings,
  nowMs: number,
): Record<string, string> {
  if (secret === null) return {}
  const id = randomUUID()
  const seconds = Math.floor(nowMs / 1000) - (mode === 'old_timestamp' ? OLD_SEC : 0)
  const signed = mode === 'bad_signature' ? `${raw} ` : raw
  const secrets = mode === 'rotation' && oldSecret ? [secret, oldSecret] : [secret]
  const signatures = secrets.map((one) => {
    const key = Buffer.from(one.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${signed}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
