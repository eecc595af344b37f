import { type GenerationView, hasEnded, type OutputView } from '@studio/core/generations'
import { formatCount, formatCredits, formatNumberOf } from '../../lib/format.ts'

/** How many outputs stand where. */
export type Counts = Record<OutputView['status'], number> & { ended: number; total: number }

/** Counts a generation's outputs by state. */
export function countOutputs({ outputs }: Pick<GenerationView, 'outputs'>): Counts {
  const counts: Counts = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, ended: 0, total: 0 }
  for (const { status } of outputs) {
    counts[status] += 1
    counts.total += 1
    if (hasEnded(status)) counts.ended += 1
  }
  return counts
}

/** Where the generation stands, in words: `2 of 4 pictures ready`. */
export function describeProgress(counts: Counts, makes: GenerationView['makes']): string {
  const { total, succeeded, failed, cancelled, ended } = counts
  if (ended < total) {
    const troubles = [failed > 0 && `${failed} failed`, cancelled > 0 && `${cancelled} cancelled`]
    return [`${succeeded} of ${formatNumberOf(total, makes)} ready`, ...troubles].filter(Boolean).join(' · ')
  }
  if (succeeded === total) return `${formatNumberOf(total, makes)} ready`
  const parts = [
    succeeded > 0 && `${formatNumberOf(succeeded, makes)} ready`,
    failed > 0 && `${failed} failed`,
    cancelled > 0 && `${cancelled} cancelled`,
  ]
  return parts.filter(Boolean).join(' · ')
}

/** What became of the credits, in words: used, returned, still set aside, or that nothing was charged. */
export function describeCredits({ quoted, charged, held, returned }: GenerationView['credits']): string[] {
  const isOpen = held > 0
  if (!isOpen && charged === 0) return [quoted === 0 ? 'Free' : 'You were not charged']
  return [
    ...(charged > 0 ? [`${formatCredits(charged)} used`] : []),
    ...(isOpen ? [charged > 0 ? `${formatCount(held)} set aside` : `${formatCredits(held)} set aside`] : []),
    ...(returned > 0
      ? [charged > 0 ? `${formatCount(returned)} returned` : `${formatCredits(returned)} returned`]
      : []),
  ]
}

/** Why there is no picture, always with what it cost: nothing. */
export function describeFailure(failure: OutputView['failure']): { reason: string; cost: string } {
  const cost = 'You were not charged.'
  if (!failure) return { reason: 'Something went wrong on our side.', cost }
  const reason = failure.message.replace(/^You were not charged:\s*/, '')
  return { reason: reason.charAt(0).toUpperCase() + reason.slice(1), cost }
}

/** What deleting the generation loses, one line each; see `ConfirmDialog`. */
export function describeLosses(generation: GenerationView): string[] {
  const pictures = generation.outputs.filter(({ asset }) => asset !== null).length
  const isOpen = generation.outputs.some(({ status }) => !hasEnded(status))
  return [
    ...(pictures > 0
      ? [describeLost(formatNumberOf(pictures, generation.makes), generation.credits.charged)]
      : []),
    pictures > 1 ? 'Their recipes, with the full prompts.' : 'The recipe, with the full prompt.',
    ...(isOpen ? ['What is still being made is given up, and not charged.'] : []),
    'Erased from storage for good; this cannot be undone.',
  ]
}

function describeLost(what: string, chargedCredits: number): string {
  return chargedCredits > 0 ? `${what} you paid ${formatCredits(chargedCredits)} for.` : `${what}.`
}

/** What a generation is called: by its shot, by what it changes, or by its own words. */
export function titleOf(
  { shotId, isRefinement, prompt }: { shotId: string | null; isRefinement: boolean; prompt: string },
  shotName: string | undefined,
): string {
  if (shotId !== null) return shotName ?? shotId
  return isRefinement ? `Changed: ${prompt}` : 'Your own words'
}
