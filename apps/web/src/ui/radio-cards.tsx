import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

/** One card: `name` is its accessible name, `children` what it shows (a picture, a title, a line). */
export type RadioCard<Value extends string> = {
  value: Value
  name: string
  children: ReactNode
  isDisabled?: boolean
}

/**
 * One choice out of pictures or rich cards: a radio group, so arrow keys move and choose. The chosen card
 * has the accent's border. `className` lays out the cards, for example `grid grid-cols-3 gap-4`.
 */
export function RadioCards<Value extends string>({
  label,
  isLabelHidden = false,
  cards,
  value,
  onChange,
  className,
  cardClassName,
}: {
  label: string
  isLabelHidden?: boolean
  cards: readonly RadioCard<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  className?: string
  cardClassName?: string
}) {
  const id = useId()
  return (
    <div>
      <span id={id} className={isLabelHidden ? 'sr-only' : 'mb-2 block font-medium text-13'}>
        {label}
      </span>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        onValueChange={(next: Value | null) => {
          if (next !== null) onChange(next)
        }}
        className={className ?? 'grid gap-3'}
      >
        {cards.map((card) => (
          <Radio.Root
            key={card.value}
            value={card.value}
            aria-label={card.name}
            disabled={card.isDisabled ?? false}
            render={<div />}
            className={classNames(
              'relative cursor-pointer overflow-hidden rounded-card border border-line bg-surface text-left outline-offset-2',
              'transition-[border-color,box-shadow] duration-120 hover:border-line-strong',
              'data-checked:border-accent-line data-checked:ring-1 data-checked:ring-accent-line data-disabled:cursor-default data-disabled:opacity-50',
              cardClassName,
            )}
          >
            {card.children}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  )
}
