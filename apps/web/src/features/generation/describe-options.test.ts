import { expect, it } from 'vitest'
import { describeOptions } from './describe-options.ts'

it('options are told with their units, and switches in words', () => {
  expect(
    describeOptions({
      durationSec: 5,
      marginPercent: 8,
      fillHoles: true,
      removeShadow: false,
      hasConsent: true,
    }),
  ).toEqual([
    { name: 'Length', value: '5 s' },
    { name: 'Room around it', value: '8 %' },
    { name: 'Fill gaps', value: 'Yes' },
    { name: 'Remove the shadow', value: 'No' },
    { name: 'Person’s consent', value: 'Given' },
  ])
})

it('a colour is told in such a way that it can be shown', () => {
  expect(describeOptions({ colour: '#0a5c55' })).toEqual([
    { name: 'Colour', value: '#0a5c55', colour: '#0a5c55' },
  ])
})

it('what nobody chose is not spoken of', () => {
  expect(describeOptions({})).toEqual([])
})
