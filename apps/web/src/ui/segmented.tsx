import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

/** One choice out of a few short ones, side by side. `name` speaks for a choice that is shown as an icon. */
export function Segmented<Value extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
  isWide = false,
}: {
  label: string
  isLabelHidden?: boolean
  options: readonly { value: Value; label: ReactNode; name?: string; isDisabled?: boolean }[]
  value: Value
  onChange: (value: Value) => void
  /** Fills the width it is given, all choices equally wide. */
  isWide?: boolean
}) {
  const id = useId()
  return (
    <div>
      <span id={id} className={isLabelHidden ? 'sr-only' : 'mb-1.5 block font-medium text-13'}>
        {label}
      </span>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        onValueChange={(next: Value) => onChange(next)}
        className={classNames(
          'h-9 rounded-control bg-sunken p-0.5 pointer-coarse:h-11',
          isWide ? 'flex' : 'inline-flex',
        )}
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            aria-label={option.name}
            disabled={option.isDisabled ?? false}
            className={classNames(
              'inline-flex cursor-pointer select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-[6px] px-3 text-13 text-ink-soft',
              'transition-colors duration-120 hover:text-ink data-checked:bg-raised data-checked:font-medium data-checked:text-ink data-checked:shadow-[0_0_0_1px_var(--color-line)]',
              'data-disabled:cursor-default data-disabled:opacity-45 [&>svg]:size-4',
              isWide && 'flex-1',
            )}
          >
            {option.label}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  )
}
