import type { GenerationView } from '@studio/core/generations'
import type { ShotView } from '@studio/core/shots'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useShortcuts } from '../../lib/keyboard.ts'
import { applyChanges } from '../../lib/live-changes.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ConfirmDialog, useToast } from '../../ui/index.ts'
import { downloadAssets } from '../assets/download-assets.ts'
import { isVideo } from '../assets/video.ts'
import { CompareViewer } from '../compare/index.ts'
import { ChangedFrom } from './changed-from.tsx'
import { comparedPictures } from './compared-pictures.ts'
import { CutOutReview } from './cut-out-review.tsx'
import { describeLosses, titleOf } from './describe-generation.ts'
import { GenerationHeader } from './generation-header.tsx'
import { LineageSection } from './lineage-section.tsx'
import { focusOutput, OutputGrid } from './output-grid.tsx'
import { RecipeCard } from './recipe-card.tsx'
import { RefineBox } from './refine-box.tsx'

/**
 * A generation: its outputs as they arrive, their recipes, and the ways on from here. Keys: left and right go
 * between outputs, Enter compares, D downloads, R changes by words, Escape goes back to the list.
 */
export function GenerationScreen({ generation, shot }: { generation: GenerationView; shot?: ShotView }) {
  const { id, outputs, shotId, prompt, refines } = generation
  const [chosenId, setChosenId] = useState(outputs[0]?.id ?? '')
  const [isComparing, setComparing] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const refineRef = useRef<HTMLTextAreaElement>(null)

  const cancel = useMutation(
    trpc.generations.cancel.mutationOptions({
      onSuccess: (view) => queryClient.setQueryData(trpc.generations.get.queryKey({ id }), view),
      onError: (error) => toast({ title: describeProblem(error).message, tone: 'danger' }),
    }),
  )
  const { mutateAsync: deleteGeneration } = useMutation(trpc.generations.delete.mutationOptions())

  const chosenIndex = Math.max(
    0,
    outputs.findIndex((output) => output.id === chosenId),
  )
  const chosen = outputs[chosenIndex]
  const choose = (step: 1 | -1) => {
    const next = outputs[chosenIndex + step]
    if (!next) return
    setChosenId(next.id)
    focusOutput(next.id)
  }
  useShortcuts({
    ArrowLeft: () => choose(-1),
    ArrowRight: () => choose(1),
    d: () => chosen?.asset && downloadAssets([chosen.asset]),
    r: () => refineRef.current?.focus(),
    Escape: () => void navigate({ to: '/generations' }),
  })

  const compared = useMemo(() => comparedPictures(generation), [generation])
  const canRefine = chosen?.asset != null && !isVideo(chosen.asset)

  const remove = async () => {
    await deleteGeneration({ id })
    await navigate({ to: '/generations' })
    queryClient.removeQueries({ queryKey: trpc.generations.get.queryKey({ id }) })
    applyChanges(queryClient, [{ type: 'generation.deleted', subjectId: id }])
    toast({ title: 'Generation deleted' })
  }

  return (
    <div className="mx-auto max-w-7xl">
      <GenerationHeader
        generation={generation}
        // What was changed stands below, in full.
        title={refines ? 'Changed picture' : titleOf({ shotId, prompt, isRefinement: false }, shot?.name)}
        isCancelling={cancel.isPending}
        onCancel={() => cancel.mutate({ id })}
        onDelete={() => setDeleting(true)}
      />
      <ChangedFrom
        generation={generation}
        onCompare={compared.outputs.length > 0 ? () => setComparing(true) : undefined}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <OutputGrid
            generation={generation}
            chosenId={chosen?.id ?? ''}
            onChoose={setChosenId}
            onCompare={() => setComparing(true)}
          />
          {chosen && <CutOutReview generation={generation} output={chosen} />}
          {chosen && canRefine && <RefineBox generation={generation} output={chosen} inputRef={refineRef} />}
          <LineageSection start={id} />
        </div>
        <aside className="lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6.5rem)] lg:self-start lg:overflow-y-auto">
          {chosen && (
            <RecipeCard
              generation={generation}
              output={chosen}
              shot={shot}
              onRefine={canRefine ? () => refineRef.current?.focus() : undefined}
            />
          )}
        </aside>
      </div>
      {isComparing && compared.outputs.length > 0 && (
        <CompareViewer
          {...compared}
          outputId={chosenId}
          onOutput={setChosenId}
          onClose={() => setComparing(false)}
        />
      )}
      <ConfirmDialog
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        title="Delete this generation?"
        losses={describeLosses(generation)}
        remains="Your source photos stay. The credit statement keeps its numbers."
        confirmLabel="Delete it"
        onConfirm={remove}
      />
    </div>
  )
}
