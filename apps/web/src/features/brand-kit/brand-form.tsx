import type { BrandKitInput, BrandKitView } from '@studio/core/brand-kits'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Card, RelativeTime } from '../../ui/index.ts'
import { BrandPreview } from './brand-preview.tsx'
import { ColourList } from './colour-list.tsx'
import { LogoChoice } from './logo-choice.tsx'
import { WordChips } from './word-chips.tsx'

/** The kit as it is saved, with changes on top of it until they are saved, too. */
export function BrandForm({ saved }: { saved: BrandKitView }) {
  const queryClient = useQueryClient()
  const [edited, setEdited] = useState<BrandKitInput | null>(null)
  const kit = edited ?? inputOf(saved)
  const isChanged = edited !== null && JSON.stringify(edited) !== JSON.stringify(inputOf(saved))
  const { mutate, isPending, error, reset } = useMutation(
    trpc.brandKit.save.mutationOptions({
      onSuccess: (view) => {
        queryClient.setQueryData(trpc.brandKit.get.queryKey(), view)
        // The usual colour of a brand sweep is the brand's.
        void queryClient.invalidateQueries({ queryKey: trpc.shots.pathKey() })
        setEdited(null)
      },
    }),
  )
  const change = (part: Partial<BrandKitInput>) => {
    reset()
    setEdited({ ...kit, ...part })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) mutate(kit)
      }}
      className="flex flex-col gap-5"
    >
      <Card title="Colours">
        <ColourList colours={kit.colours} onChange={(colours) => change({ colours })} />
      </Card>
      <Card title="Logo">
        <LogoChoice logoAssetId={kit.logoAssetId} onChange={(logoAssetId) => change({ logoAssetId })} />
      </Card>
      <Card title="Words">
        <div className="grid gap-5 sm:grid-cols-2">
          <WordChips
            label="Words to use"
            placeholder="handmade, calm"
            words={kit.wordsToUse}
            onChange={(wordsToUse) => change({ wordsToUse })}
          />
          <WordChips
            label="Words to avoid"
            placeholder="neon, clutter"
            words={kit.wordsToAvoid}
            onChange={(wordsToAvoid) => change({ wordsToAvoid })}
          />
        </div>
      </Card>
      <BrandPreview kit={kit} />
      <div className="sticky bottom-0 -mx-1 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-wall px-1 py-3 max-md:bottom-[calc(3.75rem+env(safe-area-inset-bottom))]">
        <Button variant="primary" type="submit" busy={isPending} disabled={!isChanged}>
          Save brand kit
        </Button>
        {isChanged && (
          <Button variant="quiet" onClick={() => setEdited(null)}>
            Undo changes
          </Button>
        )}
        <p
          role={error ? 'alert' : 'status'}
          className={error ? 'text-13 text-danger' : 'text-13 text-ink-faint'}
        >
          {error ? (
            describeProblem(error).message
          ) : (
            <Standing isChanged={isChanged} savedAt={saved.updatedAt} />
          )}
        </p>
      </div>
    </form>
  )
}

function Standing({ isChanged, savedAt }: { isChanged: boolean; savedAt: string | null }) {
  if (isChanged) return 'Not saved yet'
  if (savedAt === null) return 'Nothing saved yet'
  return (
    <>
      Saved <RelativeTime iso={savedAt} />
    </>
  )
}

function inputOf({ colours, logoAssetId, wordsToUse, wordsToAvoid }: BrandKitView): BrandKitInput {
  return { colours, logoAssetId, wordsToUse, wordsToAvoid }
}
