import { ERROR_TABLE, type ErrorCode, isId } from '@studio/core/kernel'

/**
 * What somebody comes with from a store's platform: it was connected, it was not, or it let us in from its own side and
 * waits to be claimed.
 */
export type Return =
  | { kind: 'connected'; id: `str_${string}` }
  | { kind: 'problem'; code: ErrorCode }
  | { kind: 'claim'; claim: string }

/** Reads the fragment of `/stores#…`, `<kind>.<id, code or secret>`; null for anything else. */
export function readReturn(fragment: string): Return | null {
  const [kind, subject = ''] = fragment.replace(/^#/, '').split('.')
  if (kind === 'connected' && isId('store', subject)) return { kind, id: subject }
  if (kind === 'problem' && Object.hasOwn(ERROR_TABLE, subject)) return { kind, code: subject as ErrorCode }
  if (kind === 'claim' && /^[\w-]{43}$/.test(subject)) return { kind, claim: subject }
  return null
}

/** What happened and what to do, for somebody whom a store's platform sent back without letting us in. */
export function describeRefusal(code: ErrorCode): { title: string; message: string } {
  return (
    REFUSALS[code] ?? {
      title: 'The store was not connected',
      message: 'Nothing was changed there. Try again; if it comes back, begin at the store itself.',
    }
  )
}

const REFUSALS: Partial<Record<ErrorCode, { title: string; message: string }>> = {
  store_taken: {
    title: 'This store belongs to another account',
    message:
      'A store can be connected to one account at a time. Disconnect it in the other account, then connect it here.',
  },
  store_locked_out: {
    title: 'The store did not let us in',
    message:
      'It was not allowed, or not everything that publishing takes was. Connect it again and allow it; we ask for products and files, nothing else.',
  },
  store_refused: {
    title: 'The store refused',
    message: 'It was cancelled there, or not allowed. Nothing was changed; you can connect it at any time.',
  },
  store_unreachable: {
    title: 'The store does not answer',
    message: 'It was let in, but the store did not answer afterwards. Try again in a few minutes.',
  },
  plan_limit: {
    title: 'Your plan has no room for another store',
    message:
      'Take a larger plan, or disconnect a store that you no longer need. Nothing was changed in the store.',
  },
  link_expired: {
    title: 'That took too long',
    message: 'For your safety the way to the store is open for a few minutes only. Begin again here.',
  },
}
