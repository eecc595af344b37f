import type { ModelView, Task } from '@studio/core/models'
import { formatDate, formatNumberOf } from '../../lib/format.ts'
import { Badge, CopyId } from '../../ui/index.ts'

/** What can be asked of a model, in words. */
const TASK_WORDS: Record<Task, string> = {
  scene: 'Photographs your product in a scene',
  edit: 'Changes a picture by words',
  studio: 'Cuts your product out and places it',
  wear: 'Puts a garment on a person',
  motion: 'Makes a clip that begins with your photo',
}

type ModelRowProps = { model: ModelView; replacement: ModelView | undefined }

/** One model: what it is, what it can do and what it costs. */
export function ModelRow({ model, replacement }: ModelRowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 p-4 md:grid-cols-[minmax(0,1fr)_15rem_11rem] md:p-5">
      <div>
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-14">
          {model.name}
          <Standing model={model} />
        </h3>
        <p className="mt-1 text-13 text-ink-soft">
          {!model.isServed && replacement ? `Use ${replacement.name} instead.` : model.summary}
        </p>
        <div className="mt-2 max-w-full overflow-hidden">
          <CopyId id={model.id} />
        </div>
      </div>
      <ul className="flex flex-col gap-1 text-13 text-ink-soft">
        {model.tasks.map((task) => (
          <li key={task}>{TASK_WORDS[task]}</li>
        ))}
        <li className="text-12 text-ink-faint">{limitsOf(model)}</li>
      </ul>
      {model.isServed && <Prices model={model} />}
    </li>
  )
}

function Standing({ model: { isServed, isAvailable, retiresOn } }: { model: ModelView }) {
  if (!isServed)
    return <Badge tone="amber">Retired{retiresOn !== null && ` on ${formatDate(retiresOn)}`}</Badge>
  if (!isAvailable) return <Badge>Not set up here</Badge>
  return retiresOn === null ? null : <Badge tone="amber">Until {formatDate(retiresOn)}</Badge>
}

/** Sizes with their price. */
function Prices({ model }: { model: ModelView }) {
  const isFree = model.sizes.every(({ credits }) => credits === 0)
  if (isFree) return <p className="font-medium text-14 md:text-right">Free</p>
  return (
    <dl className="figures flex flex-col gap-1 text-13">
      {model.sizes.map(({ imageSize, credits }) => (
        <div key={imageSize} className="flex justify-between gap-4">
          <dt className="text-ink-soft">{imageSize}</dt>
          <dd>
            <span className="font-medium">{formatNumberOf(credits, 'credit')}</span>
            {model.makes === 'video' && <span className="text-ink-faint"> a second</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function limitsOf({
  makes,
  minSourceAssets,
  maxSourceAssets,
  durationsSec,
  aspectRatios,
}: ModelView): string {
  const photos = `${minSourceAssets === maxSourceAssets ? '' : 'up to '}${formatNumberOf(maxSourceAssets, 'photo')}`
  const ratios = aspectRatios.filter((ratio) => ratio !== 'source').length
  const lengths = durationsSec.toSorted((a, b) => a - b).map(String)
  return [
    makes === 'video' && `${new Intl.ListFormat('en', { type: 'disjunction' }).format(lengths)} s`,
    photos,
    ratios === 0 ? 'in the photo’s ratio' : formatNumberOf(ratios, 'ratio'),
  ]
    .filter(Boolean)
    .join(' · ')
}
