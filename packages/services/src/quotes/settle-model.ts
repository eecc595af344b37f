import { DomainError } from '@studio/core/kernel'
import { DEFAULT_MODEL_ID, MODELS, type Model, SAMPLE_MODEL_ID } from '@studio/core/models'
import type { Actor } from '../kernel/index.ts'

/** The models that somebody may use: test tokens the sample model alone, everybody else all the others. */
export function modelsOf(actor: Actor): Model[] {
  return MODELS.filter(({ id }) => (id === SAMPLE_MODEL_ID) === isTest(actor))
}

/**
 * Work with the model settled that is used when nobody chooses one.
 * @throws DomainError `option_not_supported` for a test token with a model that costs, or the sample model of others
 */
export function settleModel<Work extends { modelId?: string | undefined }>(
  actor: Actor,
  work: Work,
): Work & { modelId: string } {
  const modelId = work.modelId ?? (isTest(actor) ? SAMPLE_MODEL_ID : DEFAULT_MODEL_ID)
  if (isTest(actor) && modelId !== SAMPLE_MODEL_ID) {
    throw new DomainError(
      'option_not_supported',
      `A test token works on the model "${SAMPLE_MODEL_ID}" alone. Leave modelId out, or use a live token.`,
    )
  }
  if (!isTest(actor) && modelId === SAMPLE_MODEL_ID) {
    throw new DomainError(
      'option_not_supported',
      'The sample model is for test tokens. Choose another model.',
    )
  }
  return { ...work, modelId }
}

function isTest(actor: Actor): boolean {
  return actor.kind === 'token' && actor.tokenKind === 'test'
}
