import type { GenerationView, OutputView } from '@studio/core/generations'
import { MAX_PROMPT_CHARACTERS } from '@studio/core/quotes'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { Select, TextArea } from '../../ui/index.ts'
import { useQuote } from '../quotes/use-quote.ts'
import { useStart } from '../quotes/use-start.ts'
import { REFINE_SUGGESTIONS, toggleWords } from './refine-suggestions.ts'
import { refineWork, refiningModels } from './refine-work.ts'
import { StartButton } from './start-button.tsx'

type RefineBoxProps = {
  generation: GenerationView
  /** The picture to change. */
  output: OutputView
  inputRef: RefObject<HTMLTextAreaElement | null>
}

/** Says in words what shall be different about a picture, and makes the changed one at the price on the button. */
export function RefineBox({ generation, output, inputRef }: RefineBoxProps) {
  const { data: models } = useQuery(trpc.models.list.queryOptions())
  const [words, setWords] = useState('')
  const [modelId, setModelId] = useState<string | null>(null)
  const able = refiningModels(models ?? [], generation)
  const model = able.find(({ id }) => id === modelId) ?? able[0]
  const work = model ? refineWork(generation, output, model, words) : null
  const { price, renew } = useQuote(work)
  const starting = useStart(renew)
  const change = (text: string) => {
    setWords(text)
    starting.forgetProblem()
  }

  if (models && !model) return null
  return (
    <section aria-labelledby="refine-heading" className="rounded-card border border-line bg-surface p-4">
      <h2 id="refine-heading" className="mb-3 text-14">
        Refine output {output.index + 1}
      </h2>
      <TextArea
        ref={inputRef}
        label="Say what shall be different"
        placeholder="Make the light warmer, and move the product a little to the left"
        value={words}
        maxLength={MAX_PROMPT_CHARACTERS}
        onChange={(event) => change(event.target.value)}
      />
      <ul aria-label="Suggestions" className="mt-2.5 flex flex-wrap gap-1.5">
        {REFINE_SUGGESTIONS.map((suggestion) => (
          <li key={suggestion.label}>
            <button
              type="button"
              aria-pressed={words.includes(suggestion.words)}
              onClick={() => change(toggleWords(words, suggestion.words))}
              className="h-8 rounded-full border border-line px-3 text-13 text-ink-soft transition-colors duration-120 hover:border-line-strong hover:text-ink aria-pressed:border-accent-line aria-pressed:bg-accent-soft aria-pressed:text-accent-ink pointer-coarse:h-10"
            >
              {suggestion.label}
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
        <div className="w-60 max-w-full max-sm:w-full">
          {model && able.length > 1 && (
            <Select
              label="Changed by"
              value={model.id}
              onChange={setModelId}
              options={able.map(({ id, name, summary }) => ({ value: id, label: name, detail: summary }))}
            />
          )}
        </div>
        <StartButton label="Refine" price={price} starting={starting} />
      </div>
      <p className="mt-3 text-12 text-ink-faint">
        This picture stays as it is; the changed one comes beside it. A change that fails costs nothing.
      </p>
    </section>
  )
}
