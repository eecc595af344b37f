import sharp from 'sharp'
import { checkMessage, type Message, readPicture } from './fields.ts'
import { type Product, unitsOf } from './products.ts'
import { badParameter, ServiceError } from './service-error.ts'

/** What a valid request asks for. */
export type Order = {
  path: string
  product: Product
  model: string
  prompt: string
  /** Every picture that was sent, by the field it came in, such as `human_image` or `first_frame`. */
  pictures: { field: string; bytes: Buffer }[]
  /** How many results. */
  count: number
  widthPx: number
  heightPx: number
  durationSec: number
  /** Units for each result. */
  units: number
  externalId: string | null
  callbackUrl: string | null
}

/**
 * Reads the body of a request and refuses what the service refuses.
 *
 * @throws ServiceError 1201 with the field's name; 1203 for a model that is not served
 */
export async function readOrder(path: string, product: Product, body: unknown): Promise<Order> {
  await checkMessage(body, product.fields, product.required)
  const given = body as Message
  const model = String(given.model_name ?? product.models[0])
  if (!product.models.includes(model)) throw new ServiceError(1203, `model ${model} is not found`)
  const pictures = await collectPictures(given)
  checkTogether(given, product, pictures)
  const settings = (given.settings ?? {}) as Message
  const options = (given.options ?? given) as Message
  const resolution = String(
    given.resolution ?? settings.resolution ?? (given.mode === 'pro' ? '1080p' : '720p'),
  )
  const durationSec = Number(given.duration ?? settings.duration ?? 5)
  const ratio = String(given.aspect_ratio ?? settings.aspect_ratio ?? 'auto')
  return {
    path,
    product,
    model,
    prompt: promptOf(given),
    pictures,
    count: Number(given.series_amount === 'auto' ? 4 : (given.series_amount ?? given.n ?? 1)),
    ...(await sizeOf(product, given, ratio, resolution, pictures)),
    durationSec,
    units: unitsOf(product, { model, hasPicture: pictures.length > 0, resolution, durationSec }),
    externalId: typeof options.external_task_id === 'string' ? options.external_task_id : null,
    callbackUrl: typeof options.callback_url === 'string' ? options.callback_url : null,
  }
}

const SINGLE_FIELDS = ['image', 'image_tail', 'human_image', 'cloth_image', 'scene_image', 'style_image']

async function collectPictures(body: Message): Promise<Order['pictures']> {
  const found: [field: string, value: unknown][] = SINGLE_FIELDS.map((field) => [field, body[field]])
  for (const list of ['image_list', 'subject_image_list'])
    for (const item of (body[list] ?? []) as Message[]) found.push([list, item.image ?? item.subject_image])
  for (const item of (body.contents ?? []) as Message[]) found.push([String(item.type), item.url])
  const sent = found.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Promise.all(sent.map(async ([field, value]) => ({ field, bytes: await readPicture(value, field) })))
}

/** What is wrong only together with something else. */
function checkTogether(body: Message, product: Product, pictures: Order['pictures']): void {
  if (body.negative_prompt && pictures.length > 0 && !product.takesNegativeWithPicture)
    throw badParameter('negative_prompt', 'is not supported with an image')
  if (body.image_reference && !body.image) throw badParameter('image', 'is required with image_reference')
  if (body.cfg_scale !== undefined && /^kling-v2/.test(String(body.model_name)))
    throw badParameter('cfg_scale', 'is not supported by this model')
  const motions = ['image_tail', 'static_mask', 'camera_control'].filter((name) => body[name] !== undefined)
  if (motions.length > 1) throw badParameter(motions.join(' and '), 'are mutually exclusive')
  const references = promptOf(body).matchAll(/<<<image_(\d+)>>>/g)
  for (const [reference, number] of references)
    if (Number(number) < 1 || Number(number) > pictures.length)
      throw badParameter('prompt', `refers to ${reference}, which is not there`)
  if (Array.isArray(body.contents) && product.dialect === 'new')
    if (!pictures.some(({ field }) => field === 'first_frame'))
      throw badParameter('contents', 'needs a first_frame')
}

function promptOf(body: Message): string {
  const contents = (body.contents ?? []) as Message[]
  const content = contents.find(({ type }) => type === 'prompt')
  return String(body.prompt ?? content?.text ?? '')
}

const LONG_SIDES: Readonly<Record<string, number>> = { '1k': 1024, '2k': 2048, '4k': 4096 }

/** Pixels: of a picture about a square of its size's name, of a video by its shorter side. */
async function sizeOf(
  { kind }: Product,
  body: Message,
  ratio: string,
  resolution: string,
  pictures: Order['pictures'],
): Promise<{ widthPx: number; heightPx: number }> {
  const shape = await shapeOf(ratio, pictures)
  if (kind === 'video') {
    const shortPx = resolution === '1080p' ? 1080 : 720
    return shape >= 1
      ? { widthPx: even(shortPx * shape), heightPx: shortPx }
      : { widthPx: shortPx, heightPx: even(shortPx / shape) }
  }
  const sidePx = LONG_SIDES[String(body.resolution ?? '1k')] ?? 1024
  return { widthPx: even(sidePx * Math.sqrt(shape)), heightPx: even(sidePx / Math.sqrt(shape)) }
}

/** Width by height: as named, else as the first picture, else 16:9. */
async function shapeOf(ratio: string, pictures: Order['pictures']): Promise<number> {
  const [width, height] = ratio.split(':').map(Number)
  if (width && height) return width / height
  const [first] = pictures
  if (!first) return 16 / 9
  const { width: widthPx, height: heightPx } = await sharp(first.bytes).metadata()
  return widthPx / heightPx
}

function even(length: number): number {
  return Math.round(length / 2) * 2
}
