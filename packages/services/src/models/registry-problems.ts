import type { z } from 'zod'

/** Enough to mend a file by; what is wrong everywhere else is mostly the same. */
const MAX_LINES = 20

/** What is wrong with a registry, a line for each thing: which model, which field, and why. */
export function registryProblems(models: unknown, { issues }: z.ZodError): string {
  const lines = issues.slice(0, MAX_LINES).map(({ path: [index, ...fields], message }) => {
    if (typeof index !== 'number') return message
    return [nameModel(models, index), ...(fields.length > 0 ? [fields.join('.')] : []), message].join(': ')
  })
  return [...lines, ...(issues.length > MAX_LINES ? [`… and ${issues.length - MAX_LINES} more.`] : [])].join(
    '\n',
  )
}

/** By its id where it has one: nobody counts to the eleventh model of a file. */
function nameModel(models: unknown, index: number): string {
  const model: unknown = Array.isArray(models) ? models[index] : undefined
  const id = model && typeof model === 'object' && 'id' in model ? model.id : undefined
  return typeof id === 'string' && id !== '' ? id : `model ${index + 1}`
}
