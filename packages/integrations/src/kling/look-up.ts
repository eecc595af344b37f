import {
  type MadePicture,
  type PictureRequest,
  ProviderFailure,
  type StillMaking,
} from '../picture-provider/index.ts'
import { KlingBreak, KlingRefusal } from './call-error.ts'
import type { CallKling } from './call-kling.ts'
import { MISSING_CODES, meaningOf, PASSING } from './failure-table.ts'
import { type KlingTask, readTask } from './read-task.ts'
import { foundTask, lookUpCall } from './routes.ts'

/** How long to leave Kling alone when it is in trouble, or has no time. */
const TROUBLE_WAIT_MS = 5000

/**
 * Asks for the task by our own id: the task, null where there is none, or when to ask again because Kling is in trouble.
 * @throws ProviderFailure for what asking again does not mend
 */
export async function lookUp(
  { model, task }: PictureRequest,
  call: CallKling,
  signal: AbortSignal,
): Promise<KlingTask | StillMaking | null> {
  if (!model.route) return null
  try {
    const data = foundTask(await call(lookUpCall(model.route, task), signal))
    if (data === null) return null
    const found = readTask(data)
    if (!found) throw new ProviderFailure('bad_answer', 'an answer that is no task')
    return found
  } catch (error) {
    // The request has nothing but the id: these can only be about it.
    if (error instanceof KlingRefusal && MISSING_CODES.includes(error.code)) return null
    const failure = toFailure(error)
    const isPassing = failure instanceof ProviderFailure && PASSING.includes(failure.code)
    // Begun anew it would be made, and charged, twice.
    if (isPassing || isBusy(error)) return { checkAgainInMs: TROUBLE_WAIT_MS, isTaken: task.isTaken === true }
    throw failure
  }
}

/** Whether Kling has no place or no time: nothing was begun, and nothing is wrong. */
export function isBusy(error: unknown): boolean {
  return error instanceof KlingRefusal && meaningOf(error.code, error.httpStatus).kind === 'busy'
}

/** What a call's error means; an error that is none of Kling's stays what it is. */
export function toFailure(error: unknown): unknown {
  if (error instanceof KlingBreak) return new ProviderFailure(error.code, error.diagnosis)
  if (!(error instanceof KlingRefusal)) return error
  const meaning = meaningOf(error.code, error.httpStatus)
  // A token that is refused twice is a matter of keys or clocks, not of the request.
  return new ProviderFailure(meaning.kind === 'fails' ? meaning.code : 'not_configured', error.diagnosis)
}

/** Tells "ask again" from a task or a picture. */
export function isStill(answer: KlingTask | MadePicture | StillMaking | null): answer is StillMaking {
  return answer !== null && 'checkAgainInMs' in answer
}
