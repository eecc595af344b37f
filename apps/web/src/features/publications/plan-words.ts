import { keyOf, type PublicationView } from '@studio/core/publications'
import { formatNumberOf } from '../../lib/format.ts'

/** As much of a publication as its plan is told from. */
export type Plan = Pick<PublicationView, 'before' | 'after' | 'variants'>

type Shown = Plan['after'][number]

/** One thing that a plan changes, in words; `from` and `to` are texts to be compared. */
export type PlanLine = { words: string; from?: string; to?: string }

/** What a plan changes, line by line: first what comes and goes, then order, words and variants. */
export function describePlan({ before, after, variants }: Plan): PlanLine[] {
  const places = new Map(before.map(({ ref }, index) => [keyOf(ref), index]))
  const replaced = new Set(
    before.flatMap(({ change }, index) =>
      change === 'removed' && after[index]?.change === 'added' ? [index] : [],
    ),
  )
  const lines: PlanLine[] = []
  for (const [index, { change, alt }] of after.entries()) {
    if (change !== 'added') continue
    const words = replaced.has(index)
      ? `Replaces ${nameOf(index)}`
      : `Adds a picture ${placeOf(index, after.length)}`
    lines.push({ words: `${words}, ${alt === '' ? 'without an alt text' : `described as “${alt}”`}` })
  }
  for (const [index, { change }] of before.entries()) {
    if (change === 'removed' && !replaced.has(index)) lines.push({ words: `Takes ${nameOf(index)} off` })
  }
  for (const [index, { change, ref }] of after.entries()) {
    const from = places.get(keyOf(ref))
    if (change === 'moved' && from !== undefined)
      lines.push({ words: `Moves ${nameOf(from)} to ${goalOf(index, after.length)}` })
  }
  for (const { ref, alt } of after) {
    const place = places.get(keyOf(ref))
    const old = place === undefined ? undefined : before[place]?.alt
    if (place !== undefined && old !== undefined && old !== alt)
      lines.push({ words: `Describes ${nameOf(place)} in other words`, from: old, to: alt })
  }
  for (const { title, after: key } of variants) {
    lines.push({ words: `Variant “${title}” shows ${shownBy(key, after)}` })
  }
  return lines
}

/** A plan in one short line, such as `1 added, 2 moved`. */
export function summarisePlan({ before, after, variants }: Plan): string {
  const count = (list: readonly Shown[], change: Shown['change']) =>
    list.filter((each) => each.change === change).length
  const parts = [
    [count(after, 'added'), 'added'],
    [count(before, 'removed'), 'taken off'],
    [count(after, 'moved'), 'moved'],
    [count(after, 'described'), 'described'],
  ] as const
  const words = parts.flatMap(([number, word]) => (number === 0 ? [] : `${number} ${word}`))
  if (variants.length > 0) words.push(formatNumberOf(variants.length, 'variant'))
  return words.length === 0 ? 'Nothing changes' : words.join(', ')
}

/** What undoing a publication does to the product, line by line. */
export function describeUndo({ before, after, variants }: Plan): string[] {
  const added = after.filter(({ change }) => change === 'added').length
  const removed = before.filter(({ change }) => change === 'removed').length
  return [
    added > 0 && `Takes off ${formatNumberOf(added, 'picture')} that it added.`,
    removed > 0 && `Puts back ${formatNumberOf(removed, 'picture')} that it took off, from the kept copy.`,
    'The order and the alt texts become what they were before it.',
    variants.length > 0 && 'Variants show what they showed before it.',
    'What was added to the product since by others stays, at the end.',
  ].filter((line) => line !== false)
}

/** What a picture is called in a sentence, by its place. */
function nameOf(index: number): string {
  return index === 0 ? 'the first picture' : `picture ${index + 1}`
}

function placeOf(index: number, length: number): string {
  if (index === 0) return 'as the first'
  return index === length - 1 ? 'at the end' : `in place ${index + 1}`
}

function goalOf(index: number, length: number): string {
  if (index === 0) return 'the front'
  return index === length - 1 ? 'the end' : `place ${index + 1}`
}

function shownBy(key: string | null, after: readonly Shown[]): string {
  if (key === null) return 'the product’s own picture'
  const index = after.findIndex(({ ref }) => keyOf(ref) === key)
  const shown = after[index]
  if (shown === undefined) return 'another picture'
  return shown.change === 'added' ? `the new picture in place ${index + 1}` : nameOf(index)
}
