import { Eye, EyeOff } from 'lucide-react'
import { type ComponentPropsWithRef, type ReactNode, useId, useState } from 'react'
import { classNames } from './class-names.ts'

/** What every field has: a label, and below it either its error or its hint. */
type FieldProps = {
  label: string
  /** Shown while there is no error: a rule, an example. */
  hint?: ReactNode
  /** What is wrong and what would work; marks the field as invalid. */
  error?: string | undefined
  /** Shown at the right of the label. */
  aside?: ReactNode
}

const CONTROL =
  'w-full rounded-control border border-line-control bg-surface px-3 text-14 text-ink placeholder:text-ink-faint transition-colors duration-120 hover:border-ink-faint aria-invalid:border-danger disabled:opacity-50 max-md:text-16'

/** A label above, an error or hint below, tied to the control by id. */
function FieldFrame({
  id,
  label,
  hint,
  error,
  aside,
  children,
}: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium text-13">
          {label}
        </label>
        {aside !== undefined && <span className="text-12 text-ink-faint">{aside}</span>}
      </div>
      {children}
      {(error ?? hint) !== undefined && (
        <p
          id={`${id}-note`}
          role={error === undefined ? undefined : 'alert'}
          className={classNames('text-13', error === undefined ? 'text-ink-faint' : 'text-danger')}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  )
}

function controlProps(id: string, { hint, error }: FieldProps) {
  return {
    id,
    'aria-invalid': error !== undefined || undefined,
    'aria-describedby': (error ?? hint) === undefined ? undefined : `${id}-note`,
  }
}

type TextFieldProps = FieldProps & Omit<ComponentPropsWithRef<'input'>, keyof FieldProps>

/** One line of text with its label, hint and error. */
export function TextField({ label, hint, error, aside, className, ...input }: TextFieldProps) {
  const id = useId()
  const field = { label, hint, error, aside }
  return (
    <FieldFrame id={id} {...field}>
      <input
        type="text"
        {...input}
        {...controlProps(id, field)}
        className={classNames(CONTROL, 'h-10', className)}
      />
    </FieldFrame>
  )
}

/** A password that can be shown. Give `autoComplete`: `current-password` or `new-password`. */
export function PasswordField({ label, hint, error, aside, className, ...input }: TextFieldProps) {
  const id = useId()
  const field = { label, hint, error, aside }
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <FieldFrame id={id} {...field}>
      <div className="relative">
        <input
          {...input}
          {...controlProps(id, field)}
          type={isShown ? 'text' : 'password'}
          className={classNames(CONTROL, 'h-10 pr-11', className)}
        />
        <button
          type="button"
          aria-label={isShown ? 'Hide the password' : 'Show the password'}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-control text-ink-faint hover:text-ink"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      </div>
    </FieldFrame>
  )
}

type TextAreaProps = FieldProps & Omit<ComponentPropsWithRef<'textarea'>, keyof FieldProps>

/** Several lines of text; grows with what is written. */
export function TextArea({ label, hint, error, aside, className, ...textarea }: TextAreaProps) {
  const id = useId()
  const field = { label, hint, error, aside }
  return (
    <FieldFrame id={id} {...field}>
      <textarea
        rows={3}
        {...textarea}
        {...controlProps(id, field)}
        className={classNames(CONTROL, 'field-sizing-content min-h-20 resize-y py-2', className)}
      />
    </FieldFrame>
  )
}
