import type { BrandKitInput } from '@studio/core/brand-kits'

/** What the kit does to a picture, in the colours themselves and in a sentence; nothing while it is empty. */
export function BrandPreview({ kit }: { kit: BrandKitInput }) {
  const { colours, wordsToUse, wordsToAvoid } = kit
  const [main, ...others] = colours
  if (main === undefined && wordsToUse.length + wordsToAvoid.length === 0) return null
  return (
    <section aria-label="Preview" className="grid gap-5 sm:grid-cols-[10rem_minmax(0,1fr)]">
      {main !== undefined && (
        <div
          role="img"
          aria-label="A sweep in your main colour, with your other colours below it"
          className="flex aspect-4/5 max-w-40 flex-col"
        >
          {/* A paper sweep as the shot makes it: the wall, and the floor it bends into. */}
          <div
            className="flex-1"
            style={{
              background: `linear-gradient(to bottom, ${main} 62%, color-mix(in oklab, ${main}, black 7%) 70%, ${main})`,
            }}
          />
          {others.length > 0 && (
            <div className="flex h-6">
              {others.map((colour) => (
                <span key={colour} className="flex-1" style={{ backgroundColor: colour }} />
              ))}
            </div>
          )}
        </div>
      )}
      <div className="flex flex-col gap-1.5 text-13 text-ink-soft">
        <p className="font-medium text-ink">What pictures are asked for with</p>
        {main !== undefined && (
          <p>
            Accents in {listOf(colours)}; brand sweeps in {main}.
          </p>
        )}
        {wordsToUse.length > 0 && <p>In the spirit of: {wordsToUse.join(', ')}.</p>}
        {wordsToAvoid.length > 0 && <p>Without: {wordsToAvoid.join(', ')}.</p>}
      </div>
    </section>
  )
}

function listOf(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words)
}
