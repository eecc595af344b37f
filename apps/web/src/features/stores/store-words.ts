import type { StoreView } from '@studio/core/stores'
import { formatNumberOf } from '../../lib/format.ts'

/** How a store is, for its card: a word with its colour, and where somebody is needed, why. */
export type Health = {
  word: string
  tone: 'neutral' | 'accent' | 'amber'
  problem: string | null
  /** Connecting again helps. */
  needsConnecting: boolean
}

/** How a store is. */
export function healthOf(store: StoreView): Health {
  const { status, problem, mirror, leaving } = store
  if (status === 'disconnected')
    return { word: 'Disconnected', tone: 'neutral', problem: problem?.message ?? null, needsConnecting: true }
  if (leaving)
    return {
      ...{ word: 'Disconnecting…', tone: 'amber', problem: describeLeaving(store) },
      needsConnecting: status !== 'connected',
    }
  if (status === 'locked_out') {
    const message = problem?.message ?? 'The store no longer lets Studio Pro in. Connect it again to go on.'
    return { word: 'Connect again', tone: 'amber', problem: message, needsConnecting: true }
  }
  if (problem) return { word: 'Look here', tone: 'amber', problem: problem.message, needsConnecting: false }
  if (mirror.status === 'failed') {
    const message = 'Its products could not be read. Read them again.'
    return { word: 'Look here', tone: 'amber', problem: message, needsConnecting: false }
  }
  if (isReading({ mirror }))
    return { word: 'Reading products', tone: 'neutral', problem: null, needsConnecting: false }
  return { word: 'Connected', tone: 'accent', problem: null, needsConnecting: false }
}

/** Whether its products are being read. */
export function isReading({ mirror }: Pick<StoreView, 'mirror'>): boolean {
  return mirror.status === 'waiting' || mirror.status === 'running'
}

/** Whether it will soon be otherwise: its products are being read, or it is being disconnected. */
export function isMoving(store: StoreView): boolean {
  return store.leaving !== null || isReading(store)
}

/** How many products are known, and that they are still being counted. */
export function describeProducts({ mirror }: Pick<StoreView, 'mirror'>): string {
  const count = formatNumberOf(mirror.products, 'product')
  return isReading({ mirror }) ? `${count} so far` : count
}

/** What a store waits for before it is disconnected, and what may stay half changed if nobody waits. */
function describeLeaving({ name, status, leaving }: StoreView): string | null {
  if (!leaving) return null
  const titles = leaving.halfWay.map(({ title }) => `“${title}”`)
  const products = titles.length > 0 ? joinWords(titles) : 'the product at hand'
  if (status !== 'connected')
    return `${name} does not let us in, so what was done to ${products} cannot be taken back. Connect it again, or disconnect anyway: the pictures there may then stay half changed.`
  if (leaving.isLate)
    return `${name} does not answer. It is tried again by itself until what was done to ${products} is taken back. You can disconnect anyway: the pictures there may then stay half changed.`
  return `Publishing had begun: what was done to ${products} is taken back first.`
}

const joinWords = (words: readonly string[]) => new Intl.ListFormat('en').format(words)
