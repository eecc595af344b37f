import type { AspectRatio, ImageSize, ModelView } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { type FormEvent, useId, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { ratioName } from '../../lib/ratio.ts'
import { Button, Dialog, Select, TextArea, TextField } from '../../ui/index.ts'
import { settleRatio, settleSize } from '../models/settle-choices.ts'

/** What a person keeps of a shot of their own. */
export type ShotChoices = {
  name: string
  words: string
  modelId: string
  aspectRatio: AspectRatio
  imageSize: ImageSize
}

type ShotDialogProps = {
  title: string
  first: ShotChoices
  /** The shot that it goes out from, or is; null for own words alone. */
  shot: ShotView | null
  /** What can make it here and now. */
  models: readonly ModelView[]
  submitLabel: string
  onSubmit: (choices: ShotChoices) => Promise<unknown>
  onClose: () => void
}

/** A shot of one's own: its name, its words, and what it is made with. */
export function ShotDialog({ title, first, shot, models, submitLabel, onSubmit, onClose }: ShotDialogProps) {
  const [choices, setChoices] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const formId = useId()
  const model = models.find(({ id }) => id === choices.modelId) ?? models[0]
  const change = (part: Partial<ShotChoices>) => setChoices((now) => ({ ...now, ...part }))
  const hasWords = choices.words.trim() !== ''
  const isOwnWordsOnly = shot === null || (shot.saved !== null && shot.saved.baseShotId === null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!model) return
    setBusy(true)
    setError(undefined)
    try {
      await onSubmit({
        ...choices,
        modelId: model.id,
        aspectRatio: settleRatio(choices.aspectRatio, '1:1', model).value,
        imageSize: settleSize(choices.imageSize, shot, model).value,
      })
      onClose()
    } catch (thrown) {
      setError(describeProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description="It stands in your gallery, under the shots of your own."
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          busy={isBusy}
          disabled={choices.name.trim() === '' || !model || (isOwnWordsOnly && !hasWords)}
        >
          {submitLabel}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-1">
        <TextField
          label="Name"
          placeholder="Terrace in the evening"
          maxLength={80}
          error={error}
          value={choices.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <TextArea
          label="Words"
          rows={3}
          maxLength={2000}
          placeholder={
            isOwnWordsOnly ? 'What the picture shows' : 'What is said beside the shot, if anything'
          }
          value={choices.words}
          onChange={({ target }) => change({ words: target.value })}
        />
        {model && (
          <>
            <Select
              label="Model"
              value={model.id}
              onChange={(modelId) => change({ modelId })}
              options={models.map(({ id, name, summary }) => ({ value: id, label: name, detail: summary }))}
            />
            <div className="grid grid-cols-2 gap-3">
              <Select
                label="Ratio"
                value={settleRatio(choices.aspectRatio, '1:1', model).value}
                onChange={(aspectRatio) => change({ aspectRatio })}
                options={model.aspectRatios.map((ratio) => ({ value: ratio, label: ratioName(ratio) }))}
              />
              <Select
                label="Size"
                value={settleSize(choices.imageSize, shot, model).value}
                onChange={(imageSize) => change({ imageSize })}
                options={model.sizes.map(({ imageSize }) => ({ value: imageSize, label: imageSize }))}
              />
            </div>
          </>
        )}
      </form>
    </Dialog>
  )
}
