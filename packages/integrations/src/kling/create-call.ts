import type { SourceRole } from '@studio/core/shots'
import type { PictureRequest } from '../picture-provider/index.ts'
import type { KlingCall } from './call-kling.ts'
import { fitSource } from './fit-source.ts'

/** The call that begins a task, or why Kling would not take it. */
export type CreateCall = { call: KlingCall } | { problem: string }

/** kling.ai/document-api, `prompt`. */
const MAX_PROMPT_CHARACTERS = 2500

/** What each photo is there for; Kling knows them by `<<<image_1>>>`, `<<<image_2>>>`, … */
const ROLES: Record<SourceRole, string> = {
  product: 'the product',
  person: 'the person who wears or holds the product',
  scene: 'the place where the product shall be',
  style: 'the style to follow; take nothing else from it',
  logo: 'the logo of the brand',
  base: 'the picture to change',
}

/** A source in base64, with what it is there for. */
type Source = { role: SourceRole; base64: string }

/** What a route is sent, beside what every request carries; or in words why its sources do not fit. */
type WriteBody = (request: PictureRequest, sources: readonly Source[]) => object | string

/** Bodies by classic path; see kling.ai/document-api. */
const CLASSIC: Readonly<Record<string, WriteBody>> = {
  '/v1/images/omni-image': ({ prompt, aspectRatio, ...request }, sources) => ({
    prompt: withReferences(prompt, sources),
    image_list: sources.map(({ base64 }) => ({ image: base64 })),
    result_type: 'single',
    n: 1,
    // Its own word for the shape of the first picture.
    aspect_ratio: aspectRatio === 'source' ? 'auto' : aspectRatio,
    ...resolutionOf(request),
  }),
  '/v1/images/generations': ({ prompt, aspectRatio, ...request }, [source]) => ({
    prompt,
    ...(source && { image: source.base64 }),
    n: 1,
    ...(aspectRatio !== 'source' && { aspect_ratio: aspectRatio }),
    ...resolutionOf(request),
  }),
  '/v1/images/kolors-virtual-try-on': (_, sources) => {
    const person = sources.find(({ role }) => role === 'person')
    const garment = sources.find(({ role }) => role !== 'person')
    if (!person || !garment) return 'a try-on without a person or without a garment'
    return { human_image: person.base64, cloth_image: garment.base64 }
  },
  '/v1/videos/image2video': ({ prompt, imageSize, options: { durationSec = 5 } }, [first]) =>
    first
      ? {
          prompt,
          image: first.base64,
          mode: imageSize === '1080p' ? 'pro' : 'std',
          // A text here, a number in the new generation.
          duration: String(durationSec),
        }
      : 'a video without its first frame',
}

/** The new generation keeps the model in the path, and has one body for all that begins with a picture. */
const FROM_FIRST_FRAME: WriteBody = ({ prompt, imageSize, options: { durationSec = 5 } }, [first]) =>
  first
    ? {
        contents: [
          { type: 'prompt', text: prompt },
          { type: 'first_frame', url: first.base64 },
        ],
        settings: { resolution: imageSize, duration: durationSec },
      }
    : 'a video without its first frame'

/** Writes the call that begins the task of a request, after everything that Kling would refuse was looked at. */
export async function writeCreateCall(request: PictureRequest): Promise<CreateCall> {
  const { model, task, sources } = request
  const writeBody = bodyWriterOf(request)
  if (!writeBody || !model.route)
    return { problem: `nothing is known about ${model.route?.path ?? 'a missing route'}` }
  const fitted: Source[] = []
  for (const source of sources) {
    const fit = await fitSource(source, model.photoLimits)
    if ('problem' in fit) return fit
    fitted.push({ role: source.role, ...fit })
  }
  const body = writeBody(request, fitted)
  if (typeof body === 'string') return { problem: body }
  const { length } = 'prompt' in body ? String(body.prompt) : request.prompt
  if (length > MAX_PROMPT_CHARACTERS)
    return { problem: `a prompt of ${length} characters: ${MAX_PROMPT_CHARACTERS} are allowed` }
  const { path, modelName, protocol } = model.route
  const common = {
    external_task_id: task.id,
    ...(task.callbackUrl && { callback_url: task.callbackUrl }),
  }
  const whole =
    protocol === 'new'
      ? { ...body, options: common }
      : { ...(modelName && { model_name: modelName }), ...body, ...common }
  return { call: { method: 'POST', path, body: whole } }
}

function bodyWriterOf({ model: { route } }: PictureRequest): WriteBody | undefined {
  if (route?.protocol === 'new') return /^\/image-to-video\//.test(route.path) ? FROM_FIRST_FRAME : undefined
  return CLASSIC[route?.path ?? '']
}

function withReferences(prompt: string, sources: readonly Source[]): string {
  const lines = sources.map(({ role }, index) => `<<<image_${index + 1}>>> is ${ROLES[role]}.`)
  return [prompt, ...lines].join('\n')
}

/** `1K` is written `1k` here; some models take none. */
function resolutionOf({ model, imageSize }: Pick<PictureRequest, 'model' | 'imageSize'>) {
  return model.acceptsImageSize ? { resolution: imageSize.toLowerCase() } : {}
}
