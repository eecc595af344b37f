import type { ShotOptions } from '@studio/core/shots'

/** An option of a recipe as a person reads it; a colour is shown as well. */
export type OptionFact = { name: string; value: string; colour?: string }

const NAMES: Record<keyof ShotOptions, string> = {
  colour: 'Colour',
  durationSec: 'Length',
  widthPx: 'Width',
  heightPx: 'Height',
  marginPercent: 'Room around it',
  fillHoles: 'Fill gaps',
  removeShadow: 'Remove the shadow',
  acceptUnsure: 'Unsure cut-out',
  hasConsent: 'Person’s consent',
  widthMm: 'Real width',
  heightMm: 'Real height',
  endsOn: 'Last day',
  plainPrompt: 'Brand kit',
}

const UNITS: Partial<Record<keyof ShotOptions, string>> = {
  durationSec: ' s',
  widthPx: ' px',
  heightPx: ' px',
  marginPercent: ' %',
  widthMm: ' mm',
  heightMm: ' mm',
}

const SWITCHED: Partial<Record<keyof ShotOptions, readonly [on: string, off: string]>> = {
  acceptUnsure: ['Accepted', 'Not accepted'],
  hasConsent: ['Given', 'Not given'],
  plainPrompt: ['Left out', 'Applied'],
}

/** The options that something was made with, in words, as far as any was chosen. */
export function describeOptions(options: ShotOptions): OptionFact[] {
  return (Object.keys(NAMES) as (keyof ShotOptions)[]).flatMap((option) => {
    const value = options[option]
    if (value === undefined) return []
    const name = NAMES[option]
    if (typeof value === 'boolean')
      return [{ name, value: (SWITCHED[option] ?? ['Yes', 'No'])[value ? 0 : 1] }]
    const words = `${value}${UNITS[option] ?? ''}`
    return [option === 'colour' ? { name, value: words, colour: words } : { name, value: words }]
  })
}
