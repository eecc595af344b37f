import type { Shot } from './shot.ts'

/** Puts a brand's first colour in place of a ground's usual one, so that it is known before anything is made. */
export function withBrandColour(shot: Shot, [colour]: readonly string[]): Shot {
  return colour && shot.scene === 'sweep' ? { ...shot, options: { ...shot.options, colour } } : shot
}
