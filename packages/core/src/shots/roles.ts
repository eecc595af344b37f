/**
 * What a source picture is there for; the model is told, which measurably helps. `product`: what is sold. `person`:
 * who wears or holds it. `scene`: where it shall stand. `style`: how it shall look. `logo`: the brand's. `base`: the
 * picture to change.
 */
export const SOURCE_ROLES = ['product', 'person', 'scene', 'style', 'logo', 'base'] as const

/** What a source picture is there for. */
export type SourceRole = (typeof SOURCE_ROLES)[number]
