import { type ReactNode, useId } from 'react'
import type { z } from 'zod'
import { Button, Dialog, PasswordField } from '../../ui/index.ts'
import { EntranceProblem } from './entrance-frame.tsx'
import { useForm } from './use-form.ts'

/** A form over the page whose act changes what opens the account. Closes when it succeeded. */
export function ProofDialog<Schema extends z.ZodObject>({
  title,
  lead,
  act,
  schema,
  onConfirm,
  onClose,
  fieldOfCode,
  children,
}: {
  title: string
  /** What will happen. */
  lead: ReactNode
  /** What the button says. */
  act: string
  schema: Schema
  onConfirm: (input: z.output<Schema>) => Promise<unknown>
  onClose: () => void
  fieldOfCode?: Record<string, string>
  children?: (errors: Record<string, string>) => ReactNode
}) {
  const id = useId()
  const { onSubmit, fieldErrors, problem, isBusy } = useForm(
    schema,
    async (input) => {
      await onConfirm(input)
      onClose()
    },
    fieldOfCode,
  )
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}
      title={title}
      description={lead}
      width="narrow"
      footer={
        <>
          <Button variant="quiet" onClick={onClose} disabled={isBusy}>
            Leave it
          </Button>
          <Button type="submit" form={id} variant="primary" busy={isBusy}>
            {act}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={onSubmit} className="flex flex-col gap-5 pt-2">
        {children?.(fieldErrors)}
        <EntranceProblem problem={problem} />
      </form>
    </Dialog>
  )
}

/** The field for the password that the account has now. */
export function CurrentPasswordField({ name, error }: { name: string; error: string | undefined }) {
  return (
    <PasswordField label="Your password" name={name} autoComplete="current-password" required error={error} />
  )
}
