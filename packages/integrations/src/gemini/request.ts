import type { GenerateContentParameters, Part } from '@google/genai'
import type { PictureRequest } from '../picture-provider/index.ts'

/** What one inline picture may weigh (cloud.google.com, Gemini image models, limits). */
export const MAX_SOURCE_BYTES = 7 * 1024 * 1024

/** Builds the call for one picture: the wording first, then the photos in their order. */
export function toParameters({ model, prompt, sources, aspectRatio, imageSize, seed }: PictureRequest) {
  const photos = sources.map(
    ({ bytes, mime }): Part => ({
      inlineData: { mimeType: mime, data: Buffer.from(bytes).toString('base64') },
    }),
  )
  return {
    model: model.id,
    contents: [{ role: 'user', parts: [{ text: prompt }, ...photos] }],
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
      // Every continuation would be billed as a call of its own.
      automaticContinuation: false,
    },
  } satisfies GenerateContentParameters
}
