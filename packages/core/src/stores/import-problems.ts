/** Why a picture of a store could not be taken into the library: what happened, and what to do. */
export const IMPORT_PROBLEMS = {
  media_gone: 'The picture is no longer in the store.',
  store_locked_out:
    'The store no longer lets Studio Pro in. Connect it again, then import the picture once more.',
  store_refused: 'The store did not hand over the picture. Try again later.',
  file_too_large: 'The picture is larger than 25 MB. Make it smaller in the store, then import it once more.',
  too_many_pixels:
    'The picture has more than 50 megapixels. Make it smaller in the store, then import it once more.',
  file_type_refused: 'What the store has there is no JPEG, PNG, WebP or AVIF picture.',
  file_unreadable: 'The picture is damaged in the store. Replace it there, then import it once more.',
} as const

/** Why a picture of a store could not be taken into the library. */
export type ImportProblem = keyof typeof IMPORT_PROBLEMS
