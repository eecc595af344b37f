import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'

/** Something that is on or off, and changes the moment it is pressed. */
export function Switch({
  label,
  detail,
  isOn,
  onChange,
  isDisabled = false,
}: {
  /** What is on or off. */
  label: string
  /** What that means, in a fainter line below. */
  detail?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
}) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-6">
      <div>
        <p id={id} className="font-medium text-14">
          {label}
        </p>
        {detail !== undefined && (
          <p id={`${id}-detail`} className="mt-0.5 max-w-prose text-13 text-ink-soft">
            {detail}
          </p>
        )}
      </div>
      <Base.Root
        checked={isOn}
        disabled={isDisabled}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={detail === undefined ? undefined : `${id}-detail`}
        className="flex h-6 w-10 shrink-0 cursor-pointer items-center rounded-full border border-line-control bg-sunken px-0.5 transition-colors duration-120 data-disabled:cursor-default data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4.5 rounded-full bg-ink-faint transition-transform duration-120 data-checked:translate-x-4 data-checked:bg-on-accent" />
      </Base.Root>
    </div>
  )
}
