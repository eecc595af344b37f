import type { GenerationView, OutputView } from '@studio/core/generations'
import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { formatCredits, formatDuration } from '../../lib/format.ts'
import { Button, CopyId, RelativeTime } from '../../ui/index.ts'

type RecipeCardProps = { generation: GenerationView; output: OutputView; shotName: string | undefined }

/** How one output came to be: everything needed to judge it and to make it again. */
export function RecipeCard({ generation, output, shotName }: RecipeCardProps) {
  const { recipe, asset } = output
  const shotVersion = recipe?.shotVersion ? `, version ${recipe.shotVersion}` : ''
  return (
    <section aria-labelledby="recipe-heading" className="rounded-card border border-line bg-surface">
      <h2 id="recipe-heading" className="px-4 pt-4 pb-2 text-14">
        Recipe of output {output.index + 1}
      </h2>
      <dl className="px-4 pb-2">
        <Fact name="Model">{generation.modelName}</Fact>
        {recipe && (
          <>
            <Fact name="Made by">{PROVIDER_NAMES[generation.provider as Provider]}</Fact>
            <Fact name="Answered by">
              {recipe.modelVersion ? <CopyId id={recipe.modelVersion} /> : 'Not told'}
            </Fact>
          </>
        )}
        <Fact name="Shot">
          {generation.shotId ? `${shotName ?? generation.shotId}${shotVersion}` : 'Own words'}
        </Fact>
        <Fact name="Asked for">
          {generation.imageSize} · {generation.aspectRatio}
        </Fact>
        {asset?.widthPx && asset.heightPx && (
          <Fact name="Pixels">
            {asset.widthPx} × {asset.heightPx}
          </Fact>
        )}
        {recipe && (
          <>
            <Fact name="Seed">
              <CopyId id={String(recipe.seed)} />
            </Fact>
            <Fact name="Cost">{formatCredits(recipe.costCredits)}</Fact>
            <Fact name="Time">{formatDuration(recipe.durationMs)}</Fact>
            <Fact name="Made">
              <RelativeTime iso={recipe.madeAt} />
            </Fact>
          </>
        )}
        {generation.sources.map(({ sha256 }, index) => (
          <Fact key={sha256} name={generation.sources.length > 1 ? `Source ${index + 1}` : 'Source'}>
            <CopyId id={sha256} />
          </Fact>
        ))}
        <Fact name="Output id">
          <CopyId id={output.id} />
        </Fact>
        {asset && (
          <Fact name="Asset id">
            <CopyId id={asset.id} />
          </Fact>
        )}
      </dl>
      {recipe ? (
        <Prompt text={recipe.prompt} />
      ) : (
        <p className="border-line border-t px-4 py-3 text-13 text-ink-faint">
          The full prompt and what answered it are kept with every picture that is made.
        </p>
      )}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-5 border-line border-t text-13">
      <dt className="shrink-0 text-ink-faint">{name}</dt>
      <dd className="figures flex min-w-0 flex-1 justify-end truncate text-right">{children}</dd>
    </div>
  )
}

/** The prompt as it was sent, word for word. */
function Prompt({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <div className="border-line border-t px-4 pt-2 pb-4">
      <div className="mb-1 flex items-center justify-between">
        <h3 className="font-normal text-13 text-ink-faint">Prompt, in full</h3>
        <Button variant="quiet" size="small" onClick={() => void copy()} className="-mr-2.5">
          {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
        </Button>
      </div>
      <p className="whitespace-pre-line text-13 text-ink-soft">{text}</p>
    </div>
  )
}
