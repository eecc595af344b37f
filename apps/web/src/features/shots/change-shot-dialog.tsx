import type { ShotView } from '@studio/core/shots'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, trpc } from '../../lib/trpc.ts'
import { modelsFor } from '../models/offer-models.ts'
import { type ShotChoices, ShotDialog } from './shot-dialog.tsx'

/** Changes a shot of one's own; where its model is gone, another one is offered. */
export function ChangeShotDialog({ shot, onClose }: { shot: ShotView; onClose: () => void }) {
  const queryClient = useQueryClient()
  const { data: models = [] } = useQuery(trpc.models.list.queryOptions())
  const usable = modelsFor(shot.tasks, models, null).filter(({ isAvailable }) => isAvailable)
  const old = models.find(({ id }) => id === shot.defaultModelId)
  const model = usable.find(({ id }) => id === shot.defaultModelId || id === old?.replacementId) ?? usable[0]

  const change = async (choices: ShotChoices) => {
    await client.shots.update.mutate({
      ...choices,
      id: shot.id as `sht_${string}`,
      baseShotId: shot.saved?.baseShotId ?? null,
      options: shot.options,
    })
    await queryClient.invalidateQueries({ queryKey: trpc.shots.pathKey() })
  }

  return (
    <ShotDialog
      title={`Change “${shot.name}”`}
      submitLabel="Save changes"
      shot={shot}
      models={usable}
      first={{
        name: shot.name,
        words: shot.saved?.words ?? '',
        modelId: model?.id ?? '',
        aspectRatio: shot.defaultAspectRatio,
        imageSize: shot.defaultImageSize ?? model?.sizes[0]?.imageSize ?? '1K',
      }}
      onSubmit={change}
      onClose={onClose}
    />
  )
}
