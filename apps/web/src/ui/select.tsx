import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'

/** One choice: `label` in a word or two, `detail` in a fainter line below it, `aside` at the right. */
export type SelectOption<Value extends string> = {
  value: Value
  label: string
  detail?: string
  aside?: ReactNode
  isDisabled?: boolean
}

/** One choice out of a list that opens. For two to five short choices prefer `Segmented`. */
export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled = false,
}: {
  label: string
  options: readonly SelectOption<Value>[]
  value: Value
  onChange: (value: Value) => void
  isDisabled?: boolean
}) {
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="font-medium text-13">
        {label}
      </span>
      <Base.Root
        value={value}
        disabled={isDisabled}
        onValueChange={(next) => {
          if (next !== null) onChange(next)
        }}
      >
        <Base.Trigger
          aria-labelledby={id}
          className="flex h-10 w-full items-center justify-between gap-3 rounded-control border border-line-control bg-surface px-3 text-left text-14 transition-colors duration-120 hover:border-ink-faint data-disabled:opacity-50"
        >
          <Base.Value className="truncate">{chosen?.label ?? ''}</Base.Value>
          <span className="flex items-center gap-2 text-ink-faint">
            {chosen?.aside !== undefined && <span className="text-13">{chosen.aside}</span>}
            <ChevronsUpDown className="size-4" aria-hidden="true" />
          </span>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
            <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-card border border-line bg-raised p-1 shadow-float outline-none transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.isDisabled ?? false}
                  className="flex max-w-[min(24rem,80vw)] cursor-default select-none gap-2.5 rounded-control px-2.5 py-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
                >
                  <span className="mt-0.5 size-4 shrink-0 text-accent-ink">
                    <Base.ItemIndicator>
                      <Check className="size-4" />
                    </Base.ItemIndicator>
                  </span>
                  <span className="min-w-0 flex-1">
                    <Base.ItemText className="block">{option.label}</Base.ItemText>
                    {option.detail !== undefined && (
                      <span className="block text-13 text-ink-faint">{option.detail}</span>
                    )}
                  </span>
                  {option.aside !== undefined && (
                    <span className="shrink-0 text-13 text-ink-faint">{option.aside}</span>
                  )}
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  )
}
