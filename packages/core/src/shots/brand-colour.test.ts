import { expect, it } from 'vitest'
import { withBrandColour } from './brand-colour.ts'
import { findShot } from './catalogue/index.ts'

const shotOf = (id: string) => findShot(id) ?? expect.fail(`no shot ${id}`)

it('a brand’s first colour becomes the ground of the brand sweep, and of no other shot', () => {
  expect(withBrandColour(shotOf('brand-sweep'), ['#0a5c55', '#ffffff']).options.colour).toBe('#0a5c55')
  expect(withBrandColour(shotOf('brand-sweep'), [])).toEqual(shotOf('brand-sweep'))
  expect(withBrandColour(shotOf('recolour'), ['#0a5c55']).options).toEqual({})
})
