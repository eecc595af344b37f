/** A photo that comes with the product, for whoever has none at hand. Credits: public/samples/CREDITS.md. */
export type SamplePhoto = {
  src: string
  fileName: string
  name: string
  photographer: string
  widthPx: number
  heightPx: number
}

/** The photos to try the product with. */
export const SAMPLE_PHOTOS: readonly SamplePhoto[] = [
  {
    src: '/samples/cactus.jpg',
    fileName: 'cactus.jpg',
    name: 'cactus',
    photographer: 'Charles Deluvio',
    widthPx: 1600,
    heightPx: 1600,
  },
  {
    src: '/samples/running-shoe.jpg',
    fileName: 'running-shoe.jpg',
    name: 'running shoe',
    photographer: 'Imani Clovis',
    widthPx: 1600,
    heightPx: 1600,
  },
  {
    src: '/samples/stool.jpg',
    fileName: 'stool.jpg',
    name: 'stool',
    photographer: 'Ruslan Bardash',
    widthPx: 1067,
    heightPx: 1600,
  },
]
