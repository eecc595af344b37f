/** Changes that are often wished for: what the chip says, and the words that are sent for it. */
export const REFINE_SUGGESTIONS: readonly { label: string; words: string }[] = [
  { label: 'Warmer light', words: 'Make the light warmer.' },
  { label: 'Softer shadow', words: 'Make the shadow softer.' },
  { label: 'Closer', words: 'Move the camera closer to the product.' },
  { label: 'More room', words: 'Leave more room around the product.' },
  { label: 'Brighter', words: 'Make the whole picture a little brighter.' },
  { label: 'Calmer background', words: 'Make the background calmer, with nothing that distracts.' },
  { label: 'Without props', words: 'Remove everything but the product.' },
  { label: 'From above', words: 'Show the product from slightly above.' },
]

/** Puts a suggestion's words behind those that are there; pressing it again takes them away. */
export function toggleWords(text: string, words: string): string {
  if (text.includes(words))
    return text
      .replace(words, '')
      .replace(/\s{2,}/g, ' ')
      .trim()
  return [text.trimEnd(), words].filter(Boolean).join(' ')
}
