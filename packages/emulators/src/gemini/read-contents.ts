import sharp from 'sharp'
import { invalidArgument, invalidPayload, unreadablePhoto } from './service-error.ts'
import { checkSignature } from './signature.ts'

/** A picture that was sent, with the words that stood right before it, such as `Photo 1: the product.` */
export type SentPicture = { bytes: Buffer; mime: string; label: string }

/** A turn of the conversation. `prompt` is what was said but for the labels of pictures. */
export type Turn = { role: 'user' | 'model'; prompt: string; pictures: SentPicture[] }

/** What a request says; there is at least one turn, and the last is the user's. */
export type Contents = { turns: Turn[]; last: Turn; textLength: number; pictureCount: number }

/** What a model takes. */
export type ContentRules = { maxPictures: number; needsSignatures: boolean }

const MIMES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif']
const LABEL = /^(photo|picture|image)\s*\d*\s*[:–-]/i

type Message = Record<string, unknown>

/**
 * Reads the contents of a request and refuses what the service refuses.
 *
 * @throws ServiceError 400 with the service's own words
 */
export async function readContents(contents: unknown, rules: ContentRules): Promise<Contents> {
  const messages = (Array.isArray(contents) ? contents : contents ? [contents] : []) as Message[]
  if (messages.length === 0)
    throw invalidArgument('* GenerateContentRequest.contents: contents is not specified\n')
  const turns = messages.map((message, index) => readTurn(message, index, rules))
  const given = turns.filter(({ role }) => role === 'user').flatMap(({ pictures }) => pictures)
  if (given.length > rules.maxPictures) {
    throw invalidArgument(
      `Too many images: ${given.length}. At most ${rules.maxPictures} images are supported.`,
    )
  }
  const pictures = turns.flatMap((turn) => turn.pictures)
  for (const picture of pictures) await measure(picture)
  const last = turns.at(-1)
  if (last?.role !== 'user')
    throw invalidArgument('Please ensure that multiturn requests end with a user role.')
  const texts = messages.flatMap(({ parts }) => (parts as Message[]).map(({ text }) => text))
  const textLength = texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? text.length : 0),
    0,
  )
  return { turns, last, textLength, pictureCount: pictures.length }
}

function readTurn({ role = 'user', parts }: Message, index: number, rules: ContentRules): Turn {
  if (role !== 'user' && role !== 'model') throw invalidArgument('Please use a valid role: user, model.')
  const list = (parts ?? []) as Message[]
  if (list.length === 0) {
    throw invalidArgument(
      `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.\n`,
    )
  }
  const texts: string[] = []
  const pictures: SentPicture[] = []
  for (const [at, part] of list.entries()) {
    const before = list[at - 1]?.text
    const label = typeof before === 'string' && LABEL.test(before) ? before : ''
    if (part.inlineData) {
      if (role === 'model' && rules.needsSignatures) checkSignature(part.thoughtSignature, index + 1, at + 1)
      pictures.push({ ...readData(part.inlineData as Message, `contents[${index}].parts[${at}]`), label })
    }
    const isLabel = typeof part.text === 'string' && LABEL.test(part.text) && list[at + 1]?.inlineData
    if (typeof part.text === 'string' && !isLabel) texts.push(part.text)
  }
  return { role, prompt: texts.join('\n'), pictures }
}

function readData(data: Message, place: string): { bytes: Buffer; mime: string } {
  const text = data.data
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) {
    throw invalidPayload(
      `${place}.inline_data.data`,
      `Invalid value at '${place}.inline_data.data' (TYPE_BYTES), Base64 decoding failed`,
    )
  }
  const mime = data.mimeType
  if (typeof mime !== 'string' || !MIMES.includes(mime)) {
    throw invalidArgument(`Unsupported MIME type: ${String(mime ?? '')}`)
  }
  return { bytes: Buffer.from(text, 'base64'), mime }
}

/** The size of a picture. @throws ServiceError 400 for one that cannot be read */
export async function measure({ bytes }: { bytes: Buffer }): Promise<{ width: number; height: number }> {
  try {
    return await sharp(bytes).metadata()
  } catch {
    throw unreadablePhoto()
  }
}
