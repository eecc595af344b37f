import type { SetName } from '../read-prompt.ts'
import type { PaintScene } from '../scene.ts'
import { paintBathroom } from './bathroom.ts'
import { paintDesk } from './desk.ts'
import { paintFestive } from './festive.ts'
import { paintOnModel, paintOnStreet } from './figure.ts'
import { paintFlatLay } from './flat-lay.ts'
import { paintInHand } from './hand.ts'
import { paintKitchen } from './kitchen.ts'
import { paintBeach, paintOutdoor } from './outdoor.ts'
import { paintPlinth } from './plinth.ts'
import { paintFloating, paintGhost, paintMirror, paintStudio, paintWhite } from './studio.ts'
import { paintTogether } from './together.ts'

/** Every set and who paints it; a new set is one line here and its words in read-prompt.ts. */
export const scenes: Record<SetName, PaintScene> = {
  white: paintWhite,
  studio: paintStudio,
  floating: paintFloating,
  mirror: paintMirror,
  plinth: paintPlinth,
  kitchen: paintKitchen,
  bathroom: paintBathroom,
  desk: paintDesk,
  outdoor: paintOutdoor,
  beach: paintBeach,
  'flat-lay': paintFlatLay,
  festive: paintFestive,
  ghost: paintGhost,
  'in-hand': paintInHand,
  'on-model': paintOnModel,
  'on-street': paintOnStreet,
  together: paintTogether,
}
