import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { ConfirmDialog, Segmented, useToast } from '../../ui/index.ts'

const DAY_MS = 86_400_000

/** What can be deleted: all, or what is older than so many days. */
const AGES = { all: 0, month: 30, year: 365 } as const
type Age = keyof typeof AGES
const LOSSES: Record<Age, string> = {
  all: 'Every note about what happened in your account.',
  month: 'Every note that is older than 30 days.',
  year: 'Every note that is older than a year.',
}

/** Deletes usage data for good, after saying what that means and what stays. */
export function DeleteUsageDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const [age, setAge] = useState<Age>('all')
  const toast = useToast()

  async function erase() {
    try {
      const before = age === 'all' ? {} : { before: new Date(Date.now() - AGES[age] * DAY_MS).toISOString() }
      const { deleted } = await client.usage.delete.mutate(before)
      await queryClient.invalidateQueries({ queryKey: trpc.usage.list.pathKey() })
      toast({ title: `${formatNumberOf(deleted, 'note')} deleted` })
    } catch (error) {
      throw new Error(describeProblem(error).message)
    }
  }

  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Delete usage data?"
      losses={[LOSSES[age], 'Erased for good; this cannot be undone.']}
      remains="Pictures, generations, credits and the statement stay as they are."
      confirmLabel={age === 'all' ? 'Delete all notes' : 'Delete older notes'}
      onConfirm={erase}
    >
      <div className="mt-3">
        <Segmented
          label="Which notes"
          isLabelHidden
          value={age}
          onChange={setAge}
          options={[
            { value: 'all', label: 'All' },
            { value: 'month', label: 'Over 30 days' },
            { value: 'year', label: 'Over a year' },
          ]}
        />
      </div>
    </ConfirmDialog>
  )
}
