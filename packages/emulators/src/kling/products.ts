import {
  anything,
  type Field,
  type Fields,
  flag,
  list,
  message,
  oneOf,
  picture,
  text,
  within,
} from './fields.ts'

/** What a pack of units is for; tasks of one kind share its units and its places. */
export const KINDS = ['image', 'video', 'try_on'] as const

/** What a pack of units is for. */
export type Kind = (typeof KINDS)[number]

/** Something that can be asked for at one path. */
export type Product = {
  kind: Kind
  /** How it is asked for and shown: by body and envelope of version 1, of the new generation, or of its solutions. */
  dialect: 'classic' | 'new' | 'solution'
  /** Names of models that it serves, the first being the default. */
  models: readonly string[]
  fields: Fields
  required: readonly string[]
  /** Whether a request may have a negative prompt beside a picture. */
  takesNegativeWithPicture: boolean
}

const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9']
const prompt = text(2500)
const element = list(message({ element_id: anything }), 0, 10)
const watermark = message({ enabled: flag })
const count = within(1, 9, { isWhole: true })

const common: Fields = {
  watermark_info: watermark,
  callback_url: text(2000),
  external_task_id: text(200),
  // Accepted and ignored.
  model: anything,
}

function classic(
  kind: Kind,
  models: readonly string[],
  fields: Fields,
  required: readonly string[],
  { takesNegativeWithPicture = true } = {},
): Product {
  const named: Fields = { ...common, model_name: anything, ...fields }
  return { kind, dialect: 'classic', models, fields: named, required, takesNegativeWithPicture }
}

const VIDEO_MODELS = [
  'kling-v1',
  'kling-v1-6',
  'kling-v2-master',
  'kling-v2-1-master',
  'kling-v2-5-turbo',
  'kling-v2-6',
]

const videoFields: Fields = {
  prompt,
  negative_prompt: prompt,
  cfg_scale: within(0, 1),
  mode: oneOf('std', 'pro'),
  // A string here; a number is refused.
  duration: oneOf('5', '10'),
  sound: oneOf('on', 'off'),
  camera_control: anything,
}

const CLASSIC: Readonly<Record<string, Product>> = {
  '/v1/images/generations': classic(
    'image',
    ['kling-v3', 'kling-v2-1', 'kling-v2-new', 'kling-v2', 'kling-v1-5', 'kling-v1'],
    {
      prompt,
      negative_prompt: prompt,
      image: picture(),
      image_reference: oneOf('subject', 'face'),
      image_fidelity: within(0, 1),
      human_fidelity: within(0, 1),
      element_list: element,
      resolution: oneOf('1k', '2k'),
      n: count,
      aspect_ratio: oneOf(...RATIOS),
    },
    ['prompt'],
    { takesNegativeWithPicture: false },
  ),
  '/v1/images/omni-image': classic(
    'image',
    ['kling-image-o1', 'kling-v3-omni'],
    {
      prompt,
      image_list: list(message({ image: picture() }, ['image']), 0, 10),
      element_list: element,
      resolution: oneOf('1k', '2k', '4k'),
      result_type: oneOf('single', 'series'),
      n: count,
      series_amount: oneOf('auto', 2, 3, 4, 5, 6, 7, 8, 9),
      aspect_ratio: oneOf(...RATIOS, 'auto'),
    },
    ['prompt'],
  ),
  '/v1/images/multi-image2image': classic(
    'image',
    ['kling-v2', 'kling-v2-1'],
    {
      prompt,
      subject_image_list: list(message({ subject_image: picture() }, ['subject_image']), 1, 4),
      scene_image: picture(),
      style_image: picture(),
      n: count,
      aspect_ratio: oneOf(...RATIOS),
    },
    ['subject_image_list'],
  ),
  '/v1/images/kolors-virtual-try-on': classic(
    'try_on',
    ['kolors-virtual-try-on-v1', 'kolors-virtual-try-on-v1-5'],
    {
      human_image: picture({ hasRatioLimit: false }),
      cloth_image: picture({ hasRatioLimit: false }),
    },
    ['human_image', 'cloth_image'],
  ),
  '/v1/images/editing/expand': classic(
    'image',
    ['kling-expand'],
    {
      image: picture(),
      up_expansion_ratio: within(0, 2),
      down_expansion_ratio: within(0, 2),
      left_expansion_ratio: within(0, 2),
      right_expansion_ratio: within(0, 2),
      prompt,
      n: count,
    },
    ['image'],
  ),
  '/v1/videos/text2video': classic(
    'video',
    VIDEO_MODELS,
    { ...videoFields, aspect_ratio: oneOf('16:9', '9:16', '1:1') },
    ['prompt'],
  ),
  '/v1/videos/image2video': classic(
    'video',
    [...VIDEO_MODELS, 'kling-v1-5', 'kling-v2-1'],
    {
      ...videoFields,
      image: picture(),
      image_tail: picture(),
      static_mask: picture(),
      dynamic_masks: anything,
    },
    ['image'],
  ),
}

const options = message({
  callback_url: common.callback_url as Field,
  external_task_id: common.external_task_id as Field,
  watermark_info: watermark,
  watermark,
})
const frame = picture({ maxBytes: 50 * 1024 * 1024 })
const duration = within(3, 15, { isWhole: true })

/** One entry of `contents`: its type decides what else it has. */
function content(types: Readonly<Record<string, Fields>>): Field {
  return async (value, name) => {
    const type = (value as { type?: unknown } | null)?.type
    await oneOf(...Object.keys(types))(type, `${name}.type`)
    const fields = types[String(type)] ?? {}
    await message({ type: anything, ...fields }, Object.keys(fields))(value, name)
  }
}

function fromFirstFrame(model: string): Product {
  const isTurbo = model.endsWith('-turbo')
  return {
    kind: 'video',
    dialect: 'new',
    models: [model],
    fields: {
      contents: list(
        content({
          prompt: { text: prompt },
          first_frame: { url: frame },
          ...(!isTurbo && { last_frame: { url: frame } }),
        }),
        1,
        3,
      ),
      settings: message({
        resolution: oneOf('720p', '1080p', ...(isTurbo ? [] : ['4k'])),
        duration,
        ...(!isTurbo && { audio: oneOf('native', 'off'), multi_shot: anything }),
      }),
      options,
    },
    required: ['contents'],
    takesNegativeWithPicture: false,
  }
}

function fromWords(model: string): Product {
  return {
    kind: 'video',
    dialect: 'new',
    models: [model],
    fields: {
      prompt,
      settings: message({
        resolution: oneOf('720p', '1080p', '4k'),
        duration,
        aspect_ratio: oneOf('16:9', '9:16', '1:1'),
      }),
      options,
    },
    required: ['prompt'],
    takesNegativeWithPicture: false,
  }
}

const url = picture({ isUrlOnly: true, hasRatioLimit: false })

const SOLUTION: Product = {
  kind: 'try_on',
  dialect: 'solution',
  models: ['virtual_try_on'],
  fields: {
    contents: list(content({ product_image: { url }, person_image: { url } }), 2, 2),
    settings: message({ keep_face: flag, keep_pose: flag, keep_background: flag }),
    options,
  },
  required: ['contents'],
  takesNegativeWithPicture: false,
}

const NEW: Readonly<Record<string, Product>> = {
  '/text-to-video/kling-3.0': fromWords('kling-3.0'),
  '/text-to-video/kling-3.0-turbo': fromWords('kling-3.0-turbo'),
  '/image-to-video/kling-3.0': fromFirstFrame('kling-3.0'),
  '/image-to-video/kling-3.0-turbo': fromFirstFrame('kling-3.0-turbo'),
  '/solutions/virtual_try_on': SOLUTION,
}

/** What is served where, by path. Kling Image 4.0 is not here: nobody has published its path. */
export const PRODUCTS: Readonly<Record<string, Product>> = { ...CLASSIC, ...NEW }

/** What one result costs, in units of its kind's pack (the vendor's price page, third-hand, 2026-11). */
export function unitsOf(
  { kind }: Product,
  order: { model: string; hasPicture: boolean; resolution: string; durationSec: number },
): number {
  const { model, hasPicture, resolution, durationSec } = order
  if (kind === 'try_on') return 1
  if (kind === 'video') {
    const [std, pro] = model.startsWith('kling-3.0-turbo')
      ? [0.8, 1]
      : model.startsWith('kling-3.0')
        ? [0.6, 0.8]
        : [0.3, 0.5]
    return (resolution === '1080p' ? pro : std) * durationSec
  }
  if (model === 'kling-v2-1') return hasPicture ? 8 : 4
  return resolution === '4k' ? 16 : 8
}
