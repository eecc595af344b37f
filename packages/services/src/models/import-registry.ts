import { DomainError, textSchema } from '@studio/core/kernel'
import { type Registry, registryModelsSchema } from '@studio/core/models'
import { SHOTS } from '@studio/core/shots'
import { inTransaction, isUniqueViolation, type Transaction } from '@studio/db'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { registryProblems } from './registry-problems.ts'

/** What the operator puts in place, and why. */
export type RegistryImport = { models: unknown; note: string }

const noteSchema = textSchema.trim().min(3).max(500)

/**
 * Puts a registry in place of the one that counts. It takes effect within seconds in every process; quotes keep
 * their price, and what is running is finished. Its version is the moment at which it was put in place.
 * @throws DomainError `invalid_input` with a line for each thing that is wrong; nothing changes then
 */
export async function importRegistry(
  actor: Actor,
  { models: given, note: givenNote }: RegistryImport,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Registry> {
  requireOperator(actor)
  const note = noteSchema.safeParse(givenNote)
  if (!note.success)
    throw new DomainError('invalid_input', 'Say in 3 to 500 characters why the registry changes.')
  const models = registryModelsSchema.safeParse(given)
  if (!models.success)
    throw new DomainError(
      'invalid_input',
      `This registry cannot be used.\n${registryProblems(given, models.error)}`,
    )
  const createdAt = clock.now()
  const version = createdAt.toISOString()
  try {
    await inTransaction(db, async (tx) => {
      await refuseMissing(tx, new Set(models.data.map(({ id }) => id)))
      // As it was given: what was checked is all that it has.
      await tx.registryVersion.create({
        data: { version, models: models.data, note: note.data, createdAt },
      })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError(
      'request_in_progress',
      'Another registry was put in place just now. Look at it first.',
    )
  }
  return { version, models: models.data }
}

/** A recipe must always find its model, and so must shots: whoever wants to be rid of a model retires it. */
async function refuseMissing(tx: Transaction, ids: ReadonlySet<string>): Promise<void> {
  const [made, saved] = await Promise.all([
    tx.generation.groupBy({ by: ['modelId'] }),
    tx.savedShot.groupBy({ by: ['modelId'] }),
  ])
  const needed = [...made, ...saved].map(({ modelId }) => modelId)
  const usual = SHOTS.flatMap(({ defaultModelId }) => defaultModelId ?? [])
  const missing = [...new Set([...needed, ...usual])].filter((id) => !ids.has(id)).sort()
  if (missing.length === 0) return
  throw new DomainError(
    'invalid_input',
    `This registry cannot be used: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing, and pictures or shots name ${missing.length === 1 ? 'it' : 'them'}. Leave every model in and give it a day on which it retires.`,
  )
}
