import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'

/** Something that is on or off, at once. */
export function Switch({
  label,
  hint,
  isOn,
  onChange,
  isDisabled = false,
}: {
  label: string
  hint?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
}) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-4">
      <span>
        <span id={id} className="block text-14">
          {label}
        </span>
        {hint !== undefined && <span className="block text-13 text-ink-faint">{hint}</span>}
      </span>
      <Base.Root
        checked={isOn}
        onCheckedChange={onChange}
        disabled={isDisabled}
        aria-labelledby={id}
        className="inline-flex h-5 w-9 shrink-0 cursor-pointer rounded-full bg-line-control p-0.5 transition-colors duration-120 data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4 rounded-full bg-on-picture transition-transform duration-120 data-checked:translate-x-4" />
      </Base.Root>
    </div>
  )
}
