import type { GenerationView } from '@studio/core/generations'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useShortcuts } from '../../lib/keyboard.ts'
import { applyChanges } from '../../lib/live-changes.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ConfirmDialog, useToast } from '../../ui/index.ts'
import { downloadAssets } from '../assets/download-assets.ts'
import { CompareViewer } from '../compare/index.ts'
import { describeLosses } from './describe-generation.ts'
import { GenerationHeader } from './generation-header.tsx'
import { focusOutput, OutputGrid } from './output-grid.tsx'
import { RecipeCard } from './recipe-card.tsx'
import { SourceStrip } from './source-strip.tsx'

/**
 * A generation: its outputs as they arrive, their recipes, and the ways on from here. Keys: left and right go
 * between outputs, Enter compares, D downloads, Escape goes back to the list.
 */
export function GenerationScreen({
  generation,
  shotName,
}: {
  generation: GenerationView
  shotName?: string
}) {
  const { id, outputs, sources } = generation
  const [chosenId, setChosenId] = useState(outputs[0]?.id ?? '')
  const [isComparing, setComparing] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()

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
    Escape: () => void navigate({ to: '/generations' }),
  })

  const compared = useMemo(
    () => ({
      outputs: outputs.flatMap(({ id, index, asset }) =>
        asset ? [{ id, name: `Output ${index + 1}`, asset }] : [],
      ),
      sources: sources.flatMap(({ asset }) =>
        asset?.status === 'ready' ? [{ id: asset.id, name: asset.fileName, asset }] : [],
      ),
    }),
    [outputs, sources],
  )

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
        title={shotName ?? (generation.shotId === null ? 'Your own words' : generation.shotId)}
        isCancelling={cancel.isPending}
        onCancel={() => cancel.mutate({ id })}
        onDelete={() => setDeleting(true)}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <OutputGrid
          generation={generation}
          chosenId={chosen?.id ?? ''}
          onChoose={setChosenId}
          onCompare={() => setComparing(true)}
        />
        <aside className="flex flex-col gap-6 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6.5rem)] lg:self-start lg:overflow-y-auto">
          <SourceStrip sources={sources} />
          {chosen && <RecipeCard generation={generation} output={chosen} shotName={shotName} />}
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
