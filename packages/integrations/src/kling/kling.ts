import { type Clock, systemClock } from '@studio/core/kernel'
import {
  type MadePicture,
  type PictureProvider,
  type PictureRequest,
  ProviderFailure,
  type StillMaking,
} from '../picture-provider/index.ts'
import type { KlingCredentials } from './authorize.ts'
import { createBusyWait } from './busy-wait.ts'
import { KlingBreak, KlingRefusal, withoutQuotations } from './call-error.ts'
import { createCallKling } from './call-kling.ts'
import { writeCreateCall } from './create-call.ts'
import { downloadResult } from './download-result.ts'
import { classifyFailedTask } from './failure-table.ts'
import { isBusy, isStill, lookUp, toFailure } from './look-up.ts'
import { type KlingTask, measureUsage, readTask } from './read-task.ts'
import { versionOf } from './routes.ts'

/** How to reach Kling. */
export type KlingOptions = KlingCredentials & {
  /** Where the service is: another region, or a local stand-in's URL in development and tests. */
  baseUrl?: string
  /** How long one call may take, in milliseconds: a request with its pictures, or a result on its way to us. */
  timeoutMs?: number
  clock?: Clock
  logger?: KlingLogger
}

/** Where a line about every task goes: never with wording, pictures or keys. */
export type KlingLogger = {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
}

/** How long to wait between two looks at a task, by how long it has been at work; the vendor advises 5 to 10 s. */
const CHECK_MS = { least: 5000, most: 10_000, shareOfAge: 1 / 6 } as const

/** How soon a task is looked for whose beginning nobody confirmed. */
const LOOK_AGAIN_MS = 2000

/**
 * Kling as a maker of pictures and videos. It keeps nothing between two calls but how busy Kling is: every call is one
 * step of a task that lives at Kling under our own id, so it can go on in any process. A task is begun only when it is
 * certain that there is none of that id, because Kling would make, and charge, both.
 * @throws Error when a key is empty
 */
export function createKling(options: KlingOptions): PictureProvider {
  const {
    baseUrl = 'https://api-singapore.klingai.com',
    timeoutMs = 60_000,
    clock = systemClock,
    logger,
  } = options
  const credentials = readCredentials(options)
  const call = createCallKling({ credentials, baseUrl, timeoutMs, clock })
  const busyWait = createBusyWait()
  const isPlainAllowed = baseUrl.startsWith('http:')

  async function step(request: PictureRequest, signal: AbortSignal): Promise<MadePicture | StillMaking> {
    const { model, task } = request
    if (!model.route) throw new ProviderFailure('model_gone', `no route to ${model.id}`)
    if (model.route.protocol === 'new' && !('apiKey' in credentials))
      throw new ProviderFailure('not_configured', 'this model takes an API key alone, set KLING_API_KEY')
    if (task.isNew) return create(request, signal)
    const found = await lookUp(request, call, signal)
    if (isStill(found)) return found
    if (found) return finish(found, request, signal)
    // Its name is never used twice, so nothing begins anew under it.
    if (task.isTaken) throw new ProviderFailure('bad_answer', 'the task is no longer known')
    return create(request, signal)
  }

  async function create(request: PictureRequest, signal: AbortSignal): Promise<StillMaking> {
    const created = await writeCreateCall(request)
    if ('problem' in created) throw new ProviderFailure('refused_request', created.problem)
    const busyKey = request.model.id
    try {
      const task = readTask(await call(created.call, signal))
      busyWait.reset(busyKey)
      if (!task) return { checkAgainInMs: LOOK_AGAIN_MS, isTaken: false }
      logger?.info(
        { modelId: request.model.id, taskId: request.task.id, klingId: task.id },
        'Kling took a task',
      )
      return waitFor(task)
    } catch (error) {
      // Whether it arrived is not known: look before anything else is begun.
      if (error instanceof KlingBreak && error.mayHaveArrived)
        return { checkAgainInMs: LOOK_AGAIN_MS, isTaken: false }
      if (isBusy(error)) return { checkAgainInMs: busyWait.next(busyKey), isTaken: false }
      // The id is in use: by this very task, which a look had not shown yet.
      if (error instanceof KlingRefusal && /external_task_id.*(exist|duplicat|unique)/i.test(error.message))
        return { checkAgainInMs: LOOK_AGAIN_MS, isTaken: true }
      throw toFailure(error)
    }
  }

  async function finish(
    task: KlingTask,
    request: PictureRequest,
    signal: AbortSignal,
  ): Promise<MadePicture | StillMaking> {
    if (task.state === 'making') return waitFor(task)
    const { model } = request
    const usage = measureUsage(task, model.providerPriceUsd)
    if (task.state === 'failed') {
      const reason = withoutQuotations(task.reason)
      throw new ProviderFailure(classifyFailedTask(task.reason), `task failed: ${reason}`, { usage })
    }
    try {
      const file = await fetchResult(task, request, signal)
      if ('checkAgainInMs' in file) return file
      if ('problem' in file) throw new ProviderFailure(file.code, file.problem, { usage })
      return {
        ...file,
        modelVersion: versionOf(model),
        usage,
        // It draws the product anew, however faithfully: nothing it makes is a composite of real pixels.
        marking: 'generated',
        signature: null,
        cutOut: null,
      }
    } catch (error) {
      // The result stays there for 30 days: a broken line is no reason to have it made again.
      if (error instanceof KlingBreak) return { checkAgainInMs: CHECK_MS.least, isTaken: true }
      throw error
    }
  }

  /** Downloads the result; an address that leads nowhere is asked for anew, once, or later when Kling is in trouble. */
  async function fetchResult(task: KlingTask, request: PictureRequest, signal: AbortSignal) {
    const limits = { makes: request.model.makes, isPlainAllowed, timeoutMs }
    const [url] = task.resultUrls
    if (!url) return { code: 'no_image', problem: 'a finished task without a result' } as const
    const first = await downloadResult(url, limits, signal)
    if (!('isGone' in first)) return 'problem' in first ? ({ code: 'bad_image', ...first } as const) : first
    const again = await lookUp(request, call, signal)
    if (isStill(again)) return again
    const newUrl = again?.resultUrls[0]
    const second = newUrl ? await downloadResult(newUrl, limits, signal) : first
    if ('bytes' in second) return second
    const problem = 'problem' in second ? second.problem : second.diagnosis
    return { code: 'bad_image', problem } as const
  }

  function waitFor({ createdAtMs }: KlingTask): StillMaking {
    const ageMs = createdAtMs === null ? 0 : clock.now().getTime() - createdAtMs
    const checkAgainInMs = Math.max(CHECK_MS.least, Math.min(CHECK_MS.most, ageMs * CHECK_MS.shareOfAge))
    return { checkAgainInMs: Math.round(checkAgainInMs), isTaken: true }
  }

  return {
    id: 'kling',
    name: 'Kling',
    takesOriginals: false,
    async makePicture(request, signal) {
      signal.throwIfAborted()
      const startedAtMs = clock.now().getTime()
      const facts = () => ({
        modelId: request.model.id,
        taskId: request.task.id,
        durationMs: clock.now().getTime() - startedAtMs,
      })
      try {
        const made = await step(request, signal)
        if (!isStill(made))
          logger?.info({ ...facts(), costMicroUsd: made.usage.costMicroUsd }, 'Kling made a picture')
        return made
      } catch (error) {
        if (error instanceof ProviderFailure) {
          const { code, diagnosis, usage } = error
          logger?.warn({ ...facts(), code, diagnosis, ...usage }, 'Kling made no picture')
        }
        throw error
      }
    },
  }
}

function readCredentials(options: KlingCredentials): KlingCredentials {
  const credentials: KlingCredentials =
    'apiKey' in options
      ? { apiKey: options.apiKey }
      : { accessKey: options.accessKey, secretKey: options.secretKey }
  if (Object.values(credentials).some((key) => key === ''))
    throw new Error('Kling needs a key. Set KLING_API_KEY, or KLING_ACCESS_KEY and KLING_SECRET_KEY.')
  return credentials
}
