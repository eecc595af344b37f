import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import type { GenerationView } from '@studio/core/generations'
import type { StudioClient } from '../client.ts'
import { Failure } from '../failure.ts'

/** Makes the folder for the pictures and tries to write into it: found out before anything is paid. */
export function preparePicturesFolder(folder: string): void {
  try {
    makeFolder(folder)
    rmdirSync(mkdtempSync(join(folder, '.studio-')))
  } catch (error) {
    throw new Failure(
      `Pictures cannot be written into --out ${folder} (${reason(error)}). Nothing was started.`,
    )
  }
}

/**
 * Writes the pictures of a generation into a folder; a name that is taken gets a number. Answers the paths.
 * @throws Failure that says where the pictures are when they cannot be written
 */
export async function savePictures(
  { download }: Pick<StudioClient, 'download'>,
  { id, credits, outputs }: GenerationView,
  folder: string,
  signal: AbortSignal,
): Promise<string[]> {
  const files: string[] = []
  for (const { asset } of outputs) {
    if (!asset) continue
    const path = freePath(folder, asset.fileName)
    try {
      await download(asset, path, signal)
    } catch (error) {
      rmSync(path, { force: true })
      signal.throwIfAborted()
      throw new Failure(
        `The pictures are made, but ${path} could not be written (${reason(error)}). All of them are in the library: generation ${id}, ${credits.charged} credits charged.`,
      )
    }
    files.push(path)
  }
  return files
}

/** Not `recursive`: Node then never ends where a folder refuses new ones with ENOENT, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

function freePath(folder: string, fileName: string): string {
  const ending = extname(fileName)
  const stem = fileName.slice(0, fileName.length - ending.length)
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? fileName : `${stem} (${number})${ending}`)
    if (!existsSync(path)) return path
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
