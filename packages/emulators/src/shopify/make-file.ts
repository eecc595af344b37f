import { type Call, doneAt } from './call.ts'
import { inspectPicture } from './pictures.ts'
import { findStaged } from './staged-uploads.ts'
import { newGid, type StoredFile } from './state.ts'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Makes a file out of what an address leads to: an upload, or a public address, of which the emulator reaches those of
 * this machine alone. What is wrong with it shows once it is processed.
 */
export async function makeFile(
  source: { originalSource: string; fileName: string; alt: string },
  call: Call,
): Promise<StoredFile> {
  const { shop, parts } = call
  const content = await readContent(source.originalSource, call)
  const file: StoredFile = {
    id: newGid(parts.world, 'MediaImage'),
    ...{ alt: source.alt, fileName: source.fileName, ...content },
    createdAtMs: parts.clock.nowMs(),
    readyAtMs: doneAt(parts, 'media'),
  }
  shop.files[file.id] = file
  return file
}

/** What an address leads to, as it is kept: the picture, or what is wrong with it. */
export async function readContent(
  originalSource: string,
  call: Call,
): Promise<Pick<StoredFile, 'picture' | 'problem'>> {
  const { pictures, scenario } = call.parts
  const fault = scenario.take({ route: 'media', shop: call.shop.domain, operation: '' })
  if (fault) {
    const code = fault.code ?? 'IMAGE_PROCESSING_FAILURE'
    return { picture: null, problem: { code, message: 'The image could not be processed.' } }
  }
  const bytes = await readSource(originalSource, call)
  if (!bytes)
    return {
      picture: null,
      problem: { code: 'IMAGE_DOWNLOAD_FAILURE', message: 'The image could not be downloaded.' },
    }
  const seen = await inspectPicture(bytes)
  if (seen.problem) return { picture: null, problem: seen.problem }
  const { mime, widthPx, heightPx } = seen
  return { picture: { key: await pictures.put(bytes), mime, widthPx, heightPx }, problem: null }
}

async function readSource(url: string, call: Call): Promise<Uint8Array | null> {
  const staged = findStaged(url, call)
  if (staged) return staged.pictureKey === null ? null : call.parts.pictures.get(staged.pictureKey)
  if (!URL.canParse(url) || !LOOPBACK.includes(new URL(url).hostname)) return null
  const response = await fetch(url).catch(() => null)
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null
}

/** The name of a file that is made without one: the end of where it comes from. */
export function nameIn(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return decodeURIComponent(path.split('/').at(-1) || 'image.jpg')
}
