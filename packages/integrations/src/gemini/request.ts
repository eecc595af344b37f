import type { Content, GenerateContentParameters, Part } from '@google/genai'
import type { SourceRole } from '@studio/core/shots'
import type { EarlierTurn, PictureRequest, SourcePicture } from '../picture-provider/index.ts'

/** What one inline picture may weigh (cloud.google.com, Gemini image models, limits). */
export const MAX_SOURCE_BYTES = 7 * 1024 * 1024

/** What each photo is there for: told right before it, which measurably helps models to use it so. */
const ROLES: Record<SourceRole, string> = {
  product: 'the product',
  person: 'the person who wears or holds the product',
  scene: 'the place where the product shall be',
  style: 'the style to follow; take nothing else from it',
  logo: 'the logo of the brand',
  base: 'the picture to change',
}

/** Builds the call for one picture: earlier turns, then the wording and the photos in their order. */
export function toParameters(request: PictureRequest) {
  const { model, prompt, sources, aspectRatio, imageSize, seed, earlier } = request
  return {
    model: model.id,
    contents: [...earlier.flatMap(toTurns), toUserTurn(prompt, sources)],
    config: {
      // The field is a signed 32-bit integer.
      seed: seed | 0,
      // With words allowed, a model that declines says why instead of ending without content.
      responseModalities: ['TEXT', 'IMAGE'],
      imageConfig: {
        // Without a ratio the model follows the first picture.
        ...(aspectRatio !== 'source' && { aspectRatio }),
        ...(model.acceptsImageSize && { imageSize }),
      },
    },
  } satisfies GenerateContentParameters
}

/** Every picture that is sent along, of this turn and of earlier ones. */
export function picturesOf({ sources, earlier }: PictureRequest): { bytes: Uint8Array }[] {
  return [...earlier.flatMap((turn) => [...turn.sources, turn.answer]), ...sources]
}

function toUserTurn(prompt: string, sources: readonly SourcePicture[]): Content {
  const photos = sources.flatMap((source, index): Part[] => [
    { text: `Photo ${index + 1}: ${ROLES[source.role]}.` },
    toPart(source),
  ])
  return { role: 'user', parts: [{ text: prompt }, ...photos] }
}

/** Gemini 3 answers 400 when a picture of its own comes back without its signature (ai.google.dev, thought signatures). */
function toTurns({ prompt, sources, answer, signature }: EarlierTurn): Content[] {
  return [
    toUserTurn(prompt, sources),
    { role: 'model', parts: [{ ...toPart(answer), thoughtSignature: signature }] },
  ]
}

function toPart({ bytes, mime }: { bytes: Uint8Array; mime: string }): Part {
  return { inlineData: { mimeType: mime, data: Buffer.from(bytes).toString('base64') } }
}
