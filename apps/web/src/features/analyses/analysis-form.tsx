import { type AnalysisContent, type DescribedContent, MAX_ALT_TEXT_CHARACTERS } from '@studio/core/analyses'
import { PRODUCT_CATEGORIES } from '@studio/core/shots'
import { type FormEvent, useState } from 'react'
import type { Problem } from '../../lib/problem.ts'
import { Button, Select, TextArea, TextField } from '../../ui/index.ts'
import { CATEGORY_NAMES } from '../shots/shot-words.ts'
import { describeDraft, draftOf, GOOD_ALT_TEXT_CHARACTERS } from './analysis-draft.ts'
import { ColourFields } from './colour-fields.tsx'

type AnalysisFormProps = {
  content: AnalysisContent | null
  isSaving: boolean
  problem: Problem | null
  onSave: (description: DescribedContent) => unknown
  onCancel: () => void
}

/** Says oneself what a picture shows; it stands in the place of what was found. */
export function AnalysisForm({ content, isSaving, problem, onSave, onCancel }: AnalysisFormProps) {
  const [draft, setDraft] = useState(() => draftOf(content))
  const change = (part: Partial<typeof draft>) => setDraft((current) => ({ ...current, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(describeDraft(draft))
  }
  const { length } = draft.altText
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        // Escape leaves the form, not the picture.
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        onCancel()
      }}
      className="mt-3 flex flex-col gap-4"
    >
      <TextArea
        autoFocus
        label="Alt text"
        aside={
          <span className={length > GOOD_ALT_TEXT_CHARACTERS ? 'figures text-amber' : 'figures'}>
            {length} / {GOOD_ALT_TEXT_CHARACTERS}
          </span>
        }
        hint={`Best under ${GOOD_ALT_TEXT_CHARACTERS} characters; ${MAX_ALT_TEXT_CHARACTERS} at the most.`}
        maxLength={MAX_ALT_TEXT_CHARACTERS}
        value={draft.altText}
        onChange={(event) => change({ altText: event.target.value })}
      />
      <TextField
        label="Product"
        hint="A few words; leave it empty when there is none."
        maxLength={200}
        value={draft.product}
        onChange={(event) => change({ product: event.target.value })}
      />
      <Select
        label="Category"
        value={draft.category}
        onChange={(category) => change({ category })}
        options={PRODUCT_CATEGORIES.map((value) => ({ value, label: CATEGORY_NAMES[value] }))}
      />
      <TextField
        label="Materials"
        hint="With commas between them."
        maxLength={400}
        value={draft.materials}
        onChange={(event) => change({ materials: event.target.value })}
      />
      <ColourFields draft={draft} onChange={(colours) => change({ colours })} />
      {problem && (
        <p role="alert" className="text-13 text-danger">
          {problem.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSaving}>
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
