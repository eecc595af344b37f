import { useQueryClient } from '@tanstack/react-query'
import { client, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'
import { type ShotChoices, ShotDialog } from '../shots/shot-dialog.tsx'
import type { Settled } from './settle-draft.ts'

type SaveShotDialogProps = {
  settled: Settled
  words: string
  onClose: () => void
  onSaved: (shotId: string) => void
}

/** Keeps the words and choices of now as a shot of one's own. */
export function SaveShotDialog({ settled, words, onClose, onSaved }: SaveShotDialogProps) {
  const queryClient = useQueryClient()
  const toast = useToast()
  const { shot, model, aspectRatio, imageSize, options } = settled
  // What holds for one photo or one day only is not kept.
  const { hasConsent: _consent, acceptUnsure: _accepted, endsOn: _day, ...kept } = options

  const save = async (choices: ShotChoices) => {
    const saved = await client.shots.save.mutate({
      ...choices,
      baseShotId: shot?.saved ? shot.saved.baseShotId : (shot?.id ?? null),
      options: kept,
    })
    await queryClient.invalidateQueries({ queryKey: trpc.shots.pathKey() })
    toast({ title: `“${choices.name.trim()}” is one of your shots now` })
    onSaved(saved.id)
  }

  return (
    <ShotDialog
      title="Save as a shot"
      submitLabel="Save shot"
      shot={shot}
      models={settled.candidates.filter(({ isAvailable }) => isAvailable)}
      first={{
        name: '',
        words: [shot?.saved?.words, words.trim()].filter(Boolean).join('\n'),
        modelId: model.id,
        aspectRatio,
        imageSize,
      }}
      onSubmit={save}
      onClose={onClose}
    />
  )
}
