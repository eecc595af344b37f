/** The most pictures that are downloaded at once, without an archive being made first. */
export const MAX_DOWNLOAD_ASSETS = 200

/** The most pictures that can be named for an export; everything is not limited. */
export const MAX_EXPORT_ASSETS = 10_000

/** How often an archive is begun before the export fails. */
export const MAX_EXPORT_ATTEMPTS = 5
