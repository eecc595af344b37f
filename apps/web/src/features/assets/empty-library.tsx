import { Upload } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, OFFLINE, ProblemError } from '../../lib/problem.ts'
import { Button, Picture, Spinner, useToast } from '../../ui/index.ts'
import { useUploadQueue } from '../uploads/index.ts'
import { SAMPLE_PHOTOS, type SamplePhoto } from './sample-photos.ts'

/** The library before the first photo: how it works in three steps, and photos to try it with. */
export function EmptyLibrary({ onUpload }: { onUpload: () => void }) {
  const queue = useUploadQueue()
  const toast = useToast()
  const [fetching, setFetching] = useState<string>()

  async function use({ src, fileName }: SamplePhoto) {
    setFetching(src)
    try {
      const answer = await fetch(src)
      if (!answer.ok) throw new ProblemError(OFFLINE)
      queue.add([new File([await answer.blob()], fileName, { type: 'image/jpeg' })])
    } catch (error) {
      const problem = error instanceof TypeError ? OFFLINE : describeProblem(error)
      toast({ title: problem.title, description: problem.message, tone: 'danger' })
    } finally {
      setFetching(undefined)
    }
  }

  return (
    <div className="mx-auto grid max-w-5xl gap-x-14 gap-y-10 py-6 md:grid-cols-[1fr_1.5fr] md:py-12">
      <div>
        <h2 className="text-28">Start with one photo</h2>
        <ol className="mt-5 flex flex-col gap-3 text-14 text-ink-soft">
          {[
            'Drop a photo of your product anywhere on this page. A phone picture will do.',
            'Choose a shot. The price stands on the button before anything starts.',
            'Watch it happen, compare it with your photo, download it. What fails is free.',
          ].map((step, index) => (
            <li key={step} className="flex gap-3">
              <span className="figures flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken font-medium text-12 text-ink">
                {index + 1}
              </span>
              {step}
            </li>
          ))}
        </ol>
        <Button variant="primary" size="large" className="mt-7" onClick={onUpload}>
          <Upload aria-hidden="true" />
          Upload photos
        </Button>
        <p className="mt-3 text-12 text-ink-faint">JPEG, PNG, WebP or AVIF, up to 25 MB each</p>
      </div>
      <div>
        <h3 className="mb-3 font-medium text-13">No photo at hand? Try it with one of these</h3>
        <ul className="flex gap-2">
          {SAMPLE_PHOTOS.map((sample) => (
            <li key={sample.src} style={{ flex: `${sample.widthPx / sample.heightPx} 1 0` }}>
              <button
                type="button"
                aria-label={`Try it with the ${sample.name}`}
                disabled={fetching !== undefined}
                onClick={() => void use(sample)}
                className="group relative block w-full"
              >
                <Picture
                  src={sample.src}
                  alt=""
                  widthPx={sample.widthPx}
                  heightPx={sample.heightPx}
                  isEager
                  className="transition-opacity duration-120 group-hover:opacity-85"
                />
                {fetching === sample.src && (
                  <span className="absolute inset-0 flex items-center justify-center bg-wall/60">
                    <Spinner />
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-12 text-ink-faint">
          Photos: {SAMPLE_PHOTOS.map(({ photographer }) => photographer).join(', ')} on Unsplash
        </p>
      </div>
    </div>
  )
}
