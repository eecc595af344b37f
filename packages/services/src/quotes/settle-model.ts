import { DomainError } from '@studio/core/kernel'
import {
  currentModelId,
  DEFAULT_MODEL_ID,
  findModel,
  LOCAL_STUDIO_ID,
  type Model,
  type Registry,
  SAMPLE_MODEL_ID,
} from '@studio/core/models'
import type { Shot } from '@studio/core/shots'
import { type Actor, type Deps, isTestActor } from '../kernel/index.ts'

/** The models that test tokens work on: what nobody outside is asked for. */
const TEST_MODEL_IDS: readonly string[] = [LOCAL_STUDIO_ID, SAMPLE_MODEL_ID]

/** The models that somebody may use: test tokens those that cost nothing, everybody else all but the sample model. */
export function modelsOf(actor: Actor, { models }: Registry): Model[] {
  return models.filter(({ id }) =>
    isTestActor(actor) ? TEST_MODEL_IDS.includes(id) : id !== SAMPLE_MODEL_ID,
  )
}

/** Work whose model is to be settled; `madeBy` is the model of the picture that it changes, if it does. */
type Asked = { modelId?: string | undefined; shot: Shot | null; madeBy?: string | null }

/**
 * The model that work is made with: the one that was chosen, else what the shot prefers, or what made the picture.
 * @throws DomainError `option_not_supported` for a test token with a model that costs, the sample model of others,
 * or a model of a provider that this installation has no key for
 */
export async function settleModel(
  actor: Actor,
  { modelId: chosen, ...asked }: Asked,
  { registry, offeredProviders, clock }: Pick<Deps, 'registry' | 'offeredProviders' | 'clock'>,
): Promise<{ modelId: string; registry: Registry }> {
  const current = await registry()
  const usual = usualModel(actor, asked, current)
  // Who chose a retired model, now or when saving the shot, hears of it; who chose none is not stopped by it.
  const saved = asked.shot?.saved ? asked.shot.defaultModelId : null
  const modelId = chosen ?? (usual === saved ? usual : currentModelId(current, usual, clock.now()))
  if (isTestActor(actor) && !TEST_MODEL_IDS.includes(modelId)) {
    throw new DomainError(
      'option_not_supported',
      `A test token works on the models “${TEST_MODEL_IDS.join('” and “')}” alone. Leave modelId out, or use a live token.`,
    )
  }
  if (!isTestActor(actor) && modelId === SAMPLE_MODEL_ID) {
    throw new DomainError(
      'option_not_supported',
      'The sample model is for test tokens. Choose another model.',
    )
  }
  const model = findModel(current, modelId)
  if (model && !offeredProviders.includes(model.provider)) {
    throw new DomainError('option_not_supported', `${model.name} is not set up here. Choose another model.`)
  }
  return { modelId, registry: current }
}

function usualModel(actor: Actor, { shot, madeBy }: Omit<Asked, 'modelId'>, registry: Registry): string {
  if (isTestActor(actor)) return shot?.tasks.includes('studio') ? LOCAL_STUDIO_ID : SAMPLE_MODEL_ID
  const same = madeBy ? findModel(registry, madeBy) : undefined
  if (same && same.id !== SAMPLE_MODEL_ID && same.tasks.includes('edit')) return same.id
  return shot?.defaultModelId ?? DEFAULT_MODEL_ID
}
