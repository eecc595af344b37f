import { accessSync, constants, statSync } from 'node:fs'
import { Failure } from '../failure.ts'

/** Makes sure that every photo is a file that can be read. @throws Failure that names the first that is not */
export function checkPhotos(photos: string[]): void {
  for (const photo of photos) {
    const entry = statSync(photo, { throwIfNoEntry: false })
    if (!entry) throw new Failure(`There is no file ${photo}.`)
    if (entry.isDirectory()) throw new Failure(`${photo} is a folder. Name the photos in it instead.`)
    if (!entry.isFile()) throw new Failure(`${photo} is not a file.`)
    try {
      accessSync(photo, constants.R_OK)
    } catch {
      throw new Failure(`${photo} may not be read. Check who owns it.`)
    }
  }
}
