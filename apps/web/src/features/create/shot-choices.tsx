import type { ShotOptions } from '@studio/core/shots'
import { Link } from '@tanstack/react-router'
import { CheckBox, Switch, TextField } from '../../ui/index.ts'
import { ColourChoice } from './colour-choice.tsx'
import { MeasureFields } from './measure-fields.tsx'
import type { Settled } from './settle-draft.ts'

type ShotChoicesProps = {
  settled: Settled
  /** The brand's colours, its main one first; null while the account has no brand kit. */
  brandColours: readonly string[] | null
  onOptions: (part: ShotOptions) => void
}

/** What only some shots ask for: a colour, measures, a last day, somebody's consent, the brand's say. */
export function ShotChoices({ settled, brandColours, onOptions }: ShotChoicesProps) {
  const { applicable, options, shot } = settled
  const has = (option: keyof ShotOptions) => applicable.includes(option)
  return (
    <>
      {has('colour') && (
        <ColourChoice
          label={shot?.kind === 'utility' ? 'New colour of the product' : 'Colour of the ground'}
          value={options.colour}
          swatches={brandColours ?? []}
          onChange={(colour) => onOptions({ colour })}
        />
      )}
      {has('widthPx') && (
        <MeasureFields measures={['widthPx', 'heightPx']} options={options} onChange={onOptions} />
      )}
      {has('widthMm') && (
        <MeasureFields measures={['widthMm', 'heightMm']} options={options} onChange={onOptions} />
      )}
      {has('endsOn') && (
        <TextField
          label="Last day of the campaign"
          type="date"
          value={options.endsOn ?? ''}
          onChange={(event) => onOptions({ endsOn: event.target.value || undefined })}
        />
      )}
      {has('hasConsent') && (
        <CheckBox
          isChecked={options.hasConsent ?? false}
          onChange={(hasConsent) => onOptions({ hasConsent })}
        >
          The person in the photo agreed to this use of it
        </CheckBox>
      )}
      {has('plainPrompt') && brandColours !== null && (
        <div>
          <Switch
            label="Use the brand kit"
            isOn={!options.plainPrompt}
            onChange={(isOn) => onOptions({ plainPrompt: isOn ? undefined : true })}
          />
          <Link
            to="/settings/{-$page}"
            params={{ page: 'brand' }}
            className="text-12 text-ink-faint underline underline-offset-3 hover:text-ink"
          >
            Your brand kit
          </Link>
        </div>
      )}
    </>
  )
}
