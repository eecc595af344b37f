import type { GenerationView, OutputView } from '@studio/core/generations'
import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import type { ReactNode } from 'react'
import { formatCount, formatCredits, formatDuration } from '../../lib/format.ts'
import { ratioName } from '../../lib/ratio.ts'
import { CopyId, RelativeTime } from '../../ui/index.ts'
import { MARKING_WORDS } from '../assets/marking-words.ts'
import { playTime } from '../assets/video.ts'
import { describeOptions } from './describe-options.ts'

type RecipeFactsProps = { generation: GenerationView; output: OutputView; shotName: string | undefined }

/** The facts of a recipe, one a line: before anything is made those that were asked for, afterwards all. */
export function RecipeFacts({ generation, output, shotName }: RecipeFactsProps) {
  const { recipe } = output
  const shotVersion = recipe?.shotVersion ? `, version ${recipe.shotVersion}` : ''
  const ownWords = generation.refines ? 'A change in own words' : 'Own words'
  return (
    <dl className="px-4 pb-2">
      <Fact name="Service">{PROVIDER_NAMES[generation.provider as Provider]}</Fact>
      <Fact name="Model">{generation.modelName}</Fact>
      {recipe && (
        <Fact name="Answered by">
          {recipe.modelVersion ? <CopyId id={recipe.modelVersion} /> : 'Not told'}
        </Fact>
      )}
      <Fact name="Shot">
        {generation.shotId ? `${shotName ?? generation.shotId}${shotVersion}` : ownWords}
      </Fact>
      <Fact name="Asked for">
        {generation.imageSize} · {ratioName(generation.aspectRatio)}
      </Fact>
      {describeOptions(recipe?.options ?? generation.options).map(({ name, value, colour }) => (
        <Fact key={name} name={name}>
          {colour && <Swatch colour={colour} />}
          {value}
        </Fact>
      ))}
      <Made output={output} />
      <Fact name="Output id">
        <CopyId id={output.id} />
      </Fact>
    </dl>
  )
}

/** What is known once it is made. */
function Made({ output: { recipe, asset } }: Pick<RecipeFactsProps, 'output'>) {
  return (
    <>
      {asset?.widthPx && asset.heightPx && (
        <Fact name="Pixels">
          {formatCount(asset.widthPx)} × {formatCount(asset.heightPx)}
        </Fact>
      )}
      {asset?.durationMs != null && <Fact name="Plays">{playTime(asset.durationMs)}, without sound</Fact>}
      {recipe && (
        <>
          {recipe.cutOut && (
            <Fact name="Cut-out">
              {Math.round(recipe.cutOut.confidence * 100)} % sure{recipe.cutOut.hasMask ? ', mask kept' : ''}
            </Fact>
          )}
          <Fact name="Seed">
            <CopyId id={String(recipe.seed)} />
          </Fact>
          <Fact name="Cost">{recipe.costCredits === 0 ? 'Free' : formatCredits(recipe.costCredits)}</Fact>
          <Fact name="Time">{formatDuration(recipe.durationMs)}</Fact>
          <Fact name="Made">
            <RelativeTime iso={recipe.madeAt} />
          </Fact>
        </>
      )}
      {asset?.marking && <Fact name="AI marking">{MARKING_WORDS[asset.marking]}</Fact>}
      {asset && (
        <Fact name="Asset id">
          <CopyId id={asset.id} />
        </Fact>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-5 border-line border-t py-1 text-13">
      <dt className="shrink-0 text-ink-faint">{name}</dt>
      <dd className="figures flex min-w-0 flex-1 items-center justify-end gap-1.5 text-right">{children}</dd>
    </div>
  )
}

function Swatch({ colour }: { colour: string }) {
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: colour }}
      className="size-3.5 shrink-0 rounded-full border border-line-strong"
    />
  )
}
