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
export function healthOf({ status, problem, mirror }: StoreView): Health {
  if (status === 'disconnected')
    return { word: 'Disconnected', tone: 'neutral', problem: null, needsConnecting: true }
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

/** How many products are known, and that they are still being counted. */
export function describeProducts({ mirror }: Pick<StoreView, 'mirror'>): string {
  const count = formatNumberOf(mirror.products, 'product')
  return isReading({ mirror }) ? `${count} so far` : count
}
