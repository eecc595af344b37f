/** The ten aspect ratios, as `width:height`, that every picture model knows. */
export const COMMON_RATIOS = [
  '1:1',
  '2:3',
  '3:2',
  '3:4',
  '4:3',
  '4:5',
  '5:4',
  '9:16',
  '16:9',
  '21:9',
] as const

/** All aspect ratios that some model knows, as `width:height`; `source` is that of the first photo. */
export const ASPECT_RATIOS = [...COMMON_RATIOS, '1:4', '4:1', '1:8', '8:1', 'source'] as const

/** An aspect ratio, as `width:height`, or `source`. */
export type AspectRatio = (typeof ASPECT_RATIOS)[number]
