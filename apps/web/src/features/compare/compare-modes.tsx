import { Columns2, Square, SquareSplitHorizontal } from 'lucide-react'

/** The layouts that a viewer offers; where there is no source, the last one alone. */
export const COMPARE_MODES = [
  { value: 'divided', name: 'Slider', label: <SquareSplitHorizontal aria-hidden="true" /> },
  { value: 'beside', name: 'Side by side', label: <Columns2 aria-hidden="true" /> },
  { value: 'alone', name: 'Output alone', label: <Square aria-hidden="true" /> },
] as const
