import { CUT_OUT_WORDS, judgeCutOut } from '@studio/core/analyses'
import type { GenerationView, OutputView } from '@studio/core/generations'
import { useState } from 'react'
import { Picture, Switch } from '../../ui/index.ts'
import { useQuote } from '../quotes/use-quote.ts'
import { useStart } from '../quotes/use-start.ts'
import { cutAgainWork, cutOutSwitches } from './cut-out-work.ts'
import { Disclosure } from './disclosure.tsx'
import { MaskedPhoto, maskAddress } from './masked-photo.tsx'
import { StartButton } from './start-button.tsx'

type CutOutReviewProps = { generation: GenerationView; output: OutputView }

/**
 * For what the local studio cut out: what it took as the product, how sure it was, and two switches to cut again with,
 * for nothing. Open where it is not sure; closed where it is, though a hard black shadow can pass for product.
 */
export function CutOutReview({ generation, output }: CutOutReviewProps) {
  const { recipe, asset } = output
  if (!recipe?.cutOut || !asset) return null
  const { confidence, hasMask } = recipe.cutOut
  const verdict = judgeCutOut(confidence)
  const photo = generation.sources[0]?.asset
  return (
    <Disclosure
      key={output.id}
      title={`The cut-out of output ${output.index + 1}`}
      aside={
        <span className={verdict === 'sure' ? undefined : 'text-amber'}>
          {Math.round(confidence * 100)} % sure
        </span>
      }
      isOpenAtFirst={verdict !== 'sure'}
      className="rounded-card border border-line bg-surface p-4"
    >
      <p className="text-13 text-ink-soft">{CUT_OUT_WORDS[verdict]}</p>
      {hasMask && photo?.status === 'ready' && (
        <div className="mt-4 grid max-w-2xl grid-cols-2 gap-4">
          <figure>
            <MaskedPhoto photo={photo} output={asset} />
            <figcaption className="mt-1.5 text-13 text-ink-faint">Taken as the product</figcaption>
          </figure>
          <figure>
            <a href={maskAddress(asset)} target="_blank" rel="noreferrer" className="block">
              <Picture
                src={maskAddress(asset)}
                alt="The mask: white where the product is"
                widthPx={photo.widthPx}
                heightPx={photo.heightPx}
              />
            </a>
            <figcaption className="mt-1.5 text-13 text-ink-faint">The mask it was cut with</figcaption>
          </figure>
        </div>
      )}
      <CutAgain generation={generation} output={output} />
    </Disclosure>
  )
}

function CutAgain({ generation, output }: CutOutReviewProps) {
  const used = cutOutSwitches(output)
  const [switches, setSwitches] = useState(used)
  const isChanged = switches.fillHoles !== used.fillHoles || switches.removeShadow !== used.removeShadow
  const again = cutAgainWork(generation, output, switches)
  const { price, renew } = useQuote(isChanged ? again : null)
  const starting = useStart(renew)
  if (!again) {
    return (
      <p className="mt-4 text-13 text-ink-faint">Its photo was deleted, so it cannot be cut out again.</p>
    )
  }
  return (
    <div className="mt-5 flex max-w-2xl flex-col gap-4">
      <Switch
        label="Fill gaps"
        detail="Gaps inside the product count as product."
        isOn={switches.fillHoles}
        onChange={(fillHoles) => setSwitches({ ...switches, fillHoles })}
      />
      <Switch
        label="Remove the shadow"
        detail="The shadow at its foot counts as background."
        isOn={switches.removeShadow}
        onChange={(removeShadow) => setSwitches({ ...switches, removeShadow })}
      />
      <StartButton label="Cut out again" price={price} starting={starting} />
    </div>
  )
}
