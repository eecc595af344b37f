import { expect, test } from 'vitest'
import { readPrompt, type SetName } from './read-prompt.ts'

/** Prompts as the product composes them: a scene line, lines on light, camera and mood, and what to avoid. */
const scenes: [string, SetName][] = [
  ['in front of a seamless pure white background, exactly RGB 255,255,255 to every edge', 'white'],
  ['in front of a seamless soft grey studio backdrop that curves into the floor', 'studio'],
  [
    'floating in mid-air in front of a smooth pastel backdrop, its soft shadow on the floor below',
    'floating',
  ],
  ['standing on a round travertine stone plinth before a plain plaster wall', 'plinth'],
  ['standing on a light wooden kitchen counter, with a tiled wall out of focus behind', 'kitchen'],
  ['standing on a white marble bathroom shelf, with pale glazed tiles behind', 'bathroom'],
  ['standing on a walnut desk, with a calm office out of focus behind', 'desk'],
  ['standing on a weathered stone outdoors, with green foliage and sky far out of focus', 'outdoor'],
  ['standing on a glossy black surface that shows its reflection', 'mirror'],
  ['lying flat on washed linen and seen from directly above, with two or three plain props', 'flat-lay'],
  ['in front of a seamless paper sweep in exactly the colour #0a5c55, wall and floor', 'studio'],
  ['held naturally in one hand, at its true size, before a plain room far out of focus', 'in-hand'],
  ['standing on a wooden table that is decorated for the season or holiday named below', 'festive'],
  ['shown as if an invisible body wore it, before a seamless pure white background', 'ghost'],
  ['worn or carried by an adult model who stands before a pale grey studio backdrop', 'on-model'],
  ['worn or carried by an adult model who walks along a quiet city street', 'on-street'],
  ['standing beside everything that comes with it, on a seamless warm white ground', 'together'],
  ['standing together with the others in one loose group on a soft grey ground', 'together'],
]

test.each(scenes)('the scene line decides: %s', (scene, set) => {
  const prompt = `Keep the product exactly as it is.
Scene: the product is ${scene}.
Light: soft morning daylight from a window at the left.
Mood: fresh, spa-like, natural.
Avoid: floating props, kitchen clutter, beach sand.`
  expect(readPrompt(prompt)).toMatchObject({ set, lightFrom: 'left' })
})

test('a person’s own words choose the scene as well', () => {
  expect(readPrompt('My mug on the beach at sunset').set).toBe('beach')
  expect(readPrompt('On a white background please').set).toBe('white')
  expect(readPrompt('A christmas picture').set).toBe('festive')
})

test('what is to be avoided is not painted', () => {
  expect(readPrompt('In a garden, but no beach and no kitchen.').set).toBe('outdoor')
  expect(readPrompt('A calm studio. Avoid: plinths, mirrors.').set).toBe('studio')
})

test('a brand colour given as a code or by name becomes the backdrop', () => {
  expect(readPrompt('Scene: on a paper sweep in #0a7f5a').colour).toEqual([10, 127, 90])
  expect(readPrompt('in front of a navy backdrop')).toMatchObject({ set: 'studio', colour: [43, 58, 91] })
})

test('words that say nothing about a place end in a warm neutral studio', () => {
  expect(readPrompt('Make it nice')).toMatchObject({ set: 'studio', colour: null })
})
