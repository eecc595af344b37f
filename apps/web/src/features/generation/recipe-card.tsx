import type { GenerationView, OutputView } from '@studio/core/generations'
import type { ShotView } from '@studio/core/shots'
import { CopyText } from './copy-text.tsx'
import { RecipeActions } from './recipe-actions.tsx'
import { RecipeFacts } from './recipe-facts.tsx'
import { RecipeSources } from './recipe-sources.tsx'
import { writeRecipe } from './write-recipe.ts'

type RecipeCardProps = {
  generation: GenerationView
  output: OutputView
  shot: ShotView | undefined
  /** Moves to where changes are said in words; left out where nothing can be changed. */
  onRefine?: (() => void) | undefined
}

/** How one output came to be: everything needed to judge it and to make it again. */
export function RecipeCard({ generation, output, shot, onRefine }: RecipeCardProps) {
  const { recipe } = output
  return (
    <section aria-labelledby="recipe-heading" className="rounded-card border border-line bg-surface">
      <div className="flex min-h-12 items-center justify-between gap-3 px-4 pt-2">
        <h2 id="recipe-heading" className="text-14">
          Recipe of output {output.index + 1}
        </h2>
        {recipe && <CopyText what="as JSON" text={() => writeRecipe(generation, output)} />}
      </div>
      <RecipeActions generation={generation} shot={shot} onRefine={onRefine} />
      <RecipeSources sources={generation.sources} />
      <RecipeFacts generation={generation} output={output} shotName={shot?.name} />
      {generation.prompt !== '' && (
        <Words
          heading={generation.refines ? 'What was changed' : 'Your own words'}
          text={generation.prompt}
        />
      )}
      {recipe ? (
        <Words heading="Prompt, in full" text={recipe.prompt} isCopied />
      ) : (
        <p className="border-line border-t px-4 py-3 text-13 text-ink-faint">
          The full prompt and what answered it are kept with everything that is made.
        </p>
      )}
    </section>
  )
}

/** Words as they were written or sent, word for word. */
function Words({ heading, text, isCopied = false }: { heading: string; text: string; isCopied?: boolean }) {
  if (text === '') return null
  return (
    <div className="border-line border-t px-4 pt-2 pb-3">
      <div className="flex min-h-8 items-center justify-between">
        <h3 className="font-normal text-13 text-ink-faint">{heading}</h3>
        {isCopied && <CopyText text={() => text} />}
      </div>
      <p className="whitespace-pre-line text-13 text-ink-soft [overflow-wrap:anywhere]">{text}</p>
    </div>
  )
}
