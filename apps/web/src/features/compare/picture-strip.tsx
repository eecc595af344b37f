import { classNames } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { type ComparePicture, pixelSize } from './compare-picture.ts'

type PictureStripProps = {
  /** What these pictures are: `Source` or `Output`. */
  label: string
  pictures: readonly ComparePicture[]
  chosen: ComparePicture
  onChoose: (id: string) => void
  align: 'start' | 'end'
}

/** The caption of what is seen, and small pictures to see another one where there are several. */
export function PictureStrip({ label, pictures, chosen, onChoose, align }: PictureStripProps) {
  return (
    <div
      className={classNames(
        'flex min-w-0 items-center gap-3 max-md:flex-1 max-md:flex-col max-md:gap-2',
        align === 'start' ? 'max-md:items-start' : 'flex-row-reverse text-right max-md:items-end',
      )}
    >
      {pictures.length > 1 && (
        <fieldset
          className={classNames(
            'flex min-w-0 max-w-full shrink-0 gap-1.5 overflow-x-auto p-1',
            align === 'end' && 'flex-row',
          )}
        >
          <legend className="sr-only">{label}</legend>
          {pictures.map((picture) => (
            <label
              key={picture.id}
              title={picture.name}
              className="relative size-11 shrink-0 overflow-hidden rounded-control bg-sunken opacity-60 transition-opacity duration-120 hover:opacity-100 has-checked:opacity-100 has-checked:ring-2 has-checked:ring-accent-line has-focus-visible:outline-2 has-focus-visible:outline-accent-line has-focus-visible:outline-offset-3"
            >
              <input
                type="radio"
                name={label}
                checked={picture.id === chosen.id}
                onChange={() => onChoose(picture.id)}
                aria-label={picture.name}
                className="absolute inset-0 z-10 m-0 cursor-pointer opacity-0"
              />
              <SmallPicture picture={picture} />
            </label>
          ))}
        </fieldset>
      )}
      <div className="min-w-0 max-w-full">
        <div className="truncate text-13">
          {!chosen.name.startsWith(label) && <span className="text-ink-faint">{label} </span>}
          <span className="font-medium">{chosen.name}</span>
        </div>
        <div className="figures truncate text-12 text-ink-faint">{pixelSize(chosen.asset)}</div>
      </div>
    </div>
  )
}

function SmallPicture({ picture: { asset } }: { picture: ComparePicture }) {
  return (
    <span className="flex size-full items-center justify-center">
      <AssetPicture asset={asset} isFitted alt="" />
    </span>
  )
}
