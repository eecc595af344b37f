import sharp from 'sharp'
import { badParameter } from './service-error.ts'

/** Checks one value. @throws ServiceError 1201 with the field's name */
export type Field = (value: unknown, name: string) => void | Promise<void>

/** The fields a message may have. */
export type Fields = Readonly<Record<string, Field>>

/** A message whose fields were checked. */
export type Message = Record<string, unknown>

/** Text of some length. */
export function text(maxCharacters: number): Field {
  return (value, name) => {
    if (typeof value !== 'string') throw badParameter(name, 'must be a string')
    if (value.length > maxCharacters) throw badParameter(name, `must not exceed ${maxCharacters} characters`)
  }
}

/** One of some words; `"5"` and `5` are not the same. */
export function oneOf(...allowed: readonly unknown[]): Field {
  return (value, name) => {
    if (!allowed.includes(value)) throw badParameter(name, `value ${JSON.stringify(value)} is invalid`)
  }
}

/** A number within bounds. */
export function within(least: number, most: number, { isWhole = false } = {}): Field {
  return (value, name) => {
    const isNumber = typeof value === 'number' && (!isWhole || Number.isInteger(value))
    if (!isNumber || value < least || value > most)
      throw badParameter(name, `must be ${isWhole ? 'an integer' : 'a number'} from ${least} to ${most}`)
  }
}

/** Yes or no. */
export const flag: Field = (value, name) => {
  if (typeof value !== 'boolean') throw badParameter(name, 'must be a boolean')
}

/** What this emulator leaves unread. */
export const anything: Field = () => undefined

/** A message within the message. */
export function message(fields: Fields, required: readonly string[] = []): Field {
  return (value, name) => checkMessage(value, fields, required, name)
}

/** A list of messages. */
export function list(item: Field, least: number, most: number): Field {
  return async (value, name) => {
    if (!Array.isArray(value)) throw badParameter(name, 'must be an array')
    if (value.length < least || value.length > most)
      throw badParameter(name, `must have ${least} to ${most} elements`)
    for (const [index, entry] of value.entries()) await item(entry, `${name}[${index}]`)
  }
}

/** Checks a message: what is missing, what is wrong, and what nobody knows. */
export async function checkMessage(
  value: unknown,
  fields: Fields,
  required: readonly string[],
  place = '',
): Promise<void> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badParameter(place || 'body', 'must be an object')
  const given = value as Message
  for (const name of required)
    if (given[name] === undefined || given[name] === '')
      throw badParameter(`${place}${place && '.'}${name}`, 'is required')
  for (const [name, entry] of Object.entries(given)) {
    const path = `${place}${place && '.'}${name}`
    const field = fields[name]
    if (!field) throw badParameter(path, 'is not a known parameter')
    await field(entry, path)
  }
}

type PictureRules = { maxBytes?: number; hasRatioLimit?: boolean; isUrlOnly?: boolean }

/** A picture as raw base64, or by an address. */
export function picture({
  maxBytes = 10 * 1024 * 1024,
  hasRatioLimit = true,
  isUrlOnly = false,
}: PictureRules = {}): Field {
  return async (value, name) => {
    if (typeof value !== 'string' || value === '')
      throw badParameter(name, 'must be a base64 string or a URL')
    if (value.startsWith('data:')) throw badParameter(name, 'must be base64 without the prefix data:')
    if (isUrlOnly && !isUrl(value)) throw badParameter(name, 'must be a URL')
    const bytes = await readPicture(value, name)
    if (bytes.byteLength > maxBytes) throw badParameter(name, `must not exceed ${maxBytes >> 20}MB`)
    const measured = await sharp(bytes)
      .metadata()
      .catch(() => null)
    if (measured?.format !== 'jpeg' && measured?.format !== 'png')
      throw badParameter(name, 'must be a jpg or png image')
    const { width, height } = measured
    if (Math.min(width, height) < 300) throw badParameter(name, 'width and height must be at least 300px')
    if (hasRatioLimit && Math.max(width, height) > 2.5 * Math.min(width, height))
      throw badParameter(name, 'aspect ratio must be between 1:2.5 and 2.5:1')
  }
}

/**
 * The bytes of a picture field. Addresses are asked only on this machine: the emulator talks to nobody else.
 *
 * @throws ServiceError 1201
 */
export async function readPicture(value: string, name: string): Promise<Buffer> {
  if (isUrl(value)) {
    const isHere = ['127.0.0.1', 'localhost'].includes(new URL(value).hostname)
    const response = isHere ? await fetch(value).catch(() => null) : null
    if (!response?.ok) throw badParameter(name, 'could not be downloaded')
    return Buffer.from(await response.arrayBuffer())
  }
  // Looks for what may not be there: a pattern for all that may runs out of stack on a picture of ten megabytes.
  if (/[^A-Za-z0-9+/]/.test(value.replace(/={1,2}$/, ''))) throw badParameter(name, 'is not valid base64')
  return Buffer.from(value, 'base64')
}

function isUrl(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value)
}
