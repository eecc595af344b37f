/** How an effect is typed into a prompt: `[[emu:503]]`, `[[emu:no_image]]`, `[[emu:503x2]]`, `[[emu:delay=5000]]`. */
const TRIGGER = /\[\[emu:([a-z0-9_]+?)(?:=([^\]]+?))?(?:x(\d+))?\]\]/

/** Effects that prompts ask for themselves; each acts on the first tries of the same request, or on all of them. */
export type Triggers<Effect> = {
  /** The effect that a prompt asks for, this time. `fingerprint` is the same for a repeated request. */
  take(prompt: string, fingerprint: string): Effect | undefined
  reset(): void
}

/** `readEffect` turns a name, and what stands behind its `=`, into an effect, or throws if there is none of that name. */
export function createTriggers<Effect>(
  readEffect: (name: string, value: string | undefined) => Effect,
): Triggers<Effect> {
  const triesByRequest = new Map<string, number>()
  return {
    take(prompt, fingerprint) {
      const found = TRIGGER.exec(prompt)
      if (!found) return undefined
      const [, name = '', value, times] = found
      const effect = readEffect(name, value)
      const tries = (triesByRequest.get(fingerprint) ?? 0) + 1
      triesByRequest.set(fingerprint, tries)
      return tries <= (times ? Number(times) : Number.POSITIVE_INFINITY) ? effect : undefined
    },
    reset: () => triesByRequest.clear(),
  }
}
