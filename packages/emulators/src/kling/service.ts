import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EmulatorClock } from '../stand-in/clock.ts'
import { bodyReply, cutReply, type Reply } from '../stand-in/reply.ts'
import { checkCaller, type KeyPair } from './check-caller.ts'
import type { Drawer } from './draw.ts'
import type { Effect } from './effect.ts'
import { PRODUCTS, type Product } from './products.ts'
import { readOrder } from './read-order.ts'
import { dataReply, errorReply } from './reply.ts'
import type { Route, Scenario } from './scenario.ts'
import { badParameter, ServiceError } from './service-error.ts'
import { showCreated, showTask } from './show-task.ts'
import type { Task } from './task.ts'
import type { TaskBoard } from './task-board.ts'

/** One HTTP request to the service. `body` is the text that was sent. */
export type ServiceRequest = {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: string
  /** Aborted when the client has gone or the emulator closes. */
  signal: AbortSignal
}

/** What the service works with. `baseUrl` is where its results are. */
export type Parts = {
  board: TaskBoard
  scenario: Scenario
  drawer: Drawer
  clock: EmulatorClock
  pair: KeyPair
  baseUrl: string
}

/** Results are deleted after this long. */
const RESULT_LIFE_MS = 30 * 24 * 3600 * 1000
const CDN = /^\/emu-cdn\/(\d+)-(\d+)(-gone)?\.(png|mp4)$/

/**
 * Answers as Kling's API does, in both of its dialects, and serves the files of its results.
 *
 * @throws ServiceError in the service's envelope for everything it refuses
 */
export async function serve(request: ServiceRequest, parts: Parts): Promise<Reply> {
  const { method, url, headers } = request
  const path = decodeURIComponent(url.pathname)
  if (path.startsWith('/emu-cdn/')) return serveResult(path, request, parts)
  const takesTokens = path.startsWith('/v1/')
  checkCaller(headers.authorization, { pair: parts.pair, nowMs: parts.clock.nowMs(), takesTokens })

  const product = PRODUCTS[path]
  if (product && method === 'POST') return create(path, product, request, parts)
  if (product?.dialect === 'classic' && method === 'GET') return listClassic(path, request, parts)
  if (path === '/tasks' || path === '/solutions') return serveTasks(path, request, parts)
  if (path === '/account/costs' && method === 'GET') return dataReply(showMeans(parts.board))
  const [, parent = '', id = ''] = /^(.+)\/([^/]+)$/.exec(path) ?? []
  const isQuery = PRODUCTS[parent]?.dialect === 'classic' && method === 'GET'
  if (isQuery) return queryClassic(parent, id, request, parts)
  throw new ServiceError(product ? 1202 : 1203)
}

async function create(path: string, product: Product, request: ServiceRequest, parts: Parts): Promise<Reply> {
  const body = readJson(request.body)
  const order = await readOrder(path, product, body)
  const { model, prompt } = order
  // A request that is made again has a name of its own.
  const unnamed = JSON.stringify(body, (key, value) => (key === 'external_task_id' ? undefined : value))
  const fingerprint = createHash('sha256').update(path).update(unnamed).digest('hex')
  const effect = parts.scenario.take({ route: 'create', model, prompt, fingerprint })
  return withEffect(effect, request.signal, () => dataReply(showCreated(parts.board.begin(order, effect))))
}

function queryClassic(path: string, id: string, request: ServiceRequest, parts: Parts): Promise<Reply> {
  const task = parts.board.find(id)
  return withEffect(takeFor('query', task, parts), request.signal, (effect) => {
    if (!task || task.order.path !== path || effect?.kind === 'forget')
      throw new ServiceError(1201, 'task not found')
    return dataReply(show(task, parts))
  })
}

function listClassic(path: string, { url }: ServiceRequest, { board, baseUrl }: Parts): Reply {
  const page = readNumber(url, 'pageNum', 1, 1000)
  const size = readNumber(url, 'pageSize', 30, 500)
  const tasks = board.list().filter(({ order }) => order.path === path)
  return dataReply(tasks.slice((page - 1) * size, page * size).map((task) => showTask(task, baseUrl)))
}

/** `GET` by ids, `POST` through all, newest first. */
function serveTasks(path: string, request: ServiceRequest, parts: Parts): Promise<Reply> | Reply {
  const { method, url, body } = request
  const mine = ({ order: { product } }: Task) =>
    path === '/solutions' ? product.dialect === 'solution' : product.dialect === 'new'
  if (method === 'GET') {
    const ids = ['task_ids', 'external_task_ids'].flatMap(
      (name) => url.searchParams.get(name)?.split(',') ?? [],
    )
    if (ids.length === 0) throw badParameter('task_ids or external_task_ids', 'is required')
    const tasks = ids.map((id) => parts.board.find(id)).filter((task) => task !== undefined)
    return withEffect(takeFor('query', tasks[0], parts), request.signal, (effect) =>
      // A task that is not there is left out: that is no error here.
      dataReply(effect?.kind === 'forget' ? [] : tasks.filter(mine).map((task) => show(task, parts))),
    )
  }
  if (method !== 'POST') throw new ServiceError(1202)
  const { cursor, limit = 30 } = readJson(body) as { cursor?: string; limit?: number }
  const tasks = parts.board.list().filter(mine)
  const from = Number(cursor ?? 0)
  const result = tasks.slice(from, from + limit).map((task) => showTask(task, parts.baseUrl))
  const hasMore = from + limit < tasks.length
  return dataReply({
    result,
    count: result.length,
    next_cursor: hasMore ? String(from + limit) : '',
    has_more: hasMore,
  })
}

async function serveResult(path: string, request: ServiceRequest, parts: Parts): Promise<Reply> {
  const [, id = '', index = '', gone, ending] = CDN.exec(path) ?? []
  const task = parts.board.find(id)
  const isThere = task?.state === 'done' && task.id === id && !gone
  if (!isThere || parts.clock.nowMs() - task.updatedAtMs >= RESULT_LIFE_MS)
    return bodyReply(404, 'text/plain', 'Not Found')
  const contentType = ending === 'mp4' ? 'video/mp4' : 'image/png'
  const effect = takeFor('result', task, parts)
  return withEffect(effect, request.signal, async () => {
    const body = await parts.drawer.draw(task, Number(index))
    const kinds = [task.effect?.kind, effect?.kind]
    if (kinds.includes('broken_result'))
      return cutReply(bodyReply(200, contentType, body), { isBroken: true })
    const sent = kinds.includes('truncated_result') ? body.subarray(0, body.byteLength >> 1) : body
    return bodyReply(200, contentType, kinds.includes('not_a_result') ? '<html></html>' : sent)
  })
}

/** Shows a task to somebody who asks for it. */
function show(task: Task, { baseUrl }: Parts): object {
  if (task.state === 'done') task.timesShown += 1
  return showTask(task, baseUrl)
}

function takeFor(route: Route, task: Task | undefined, { scenario }: Parts): Effect | undefined {
  const { model = '', prompt = '' } = task?.order ?? {}
  return scenario.take({ route, model, prompt, fingerprint: task?.id ?? '' })
}

/** Answers a call, or goes wrong as the effect says. */
async function withEffect(
  effect: Effect | undefined,
  signal: AbortSignal,
  answer: (effect: Effect | undefined) => Reply | Promise<Reply>,
): Promise<Reply> {
  switch (effect?.kind) {
    case 'refuse':
      return errorReply(new ServiceError(effect.code ?? 5000))
    case 'refuse_in_200':
      return errorReply(new ServiceError(effect.code ?? 5000), 200)
    case 'hang':
    case 'reset':
      return { kind: effect.kind }
    case 'html_body':
      return bodyReply(502, 'text/html', '<!DOCTYPE html><h1>Bad Gateway</h1>')
    case 'bad_json':
      return bodyReply(200, 'application/json', '{"code": 0, "data": {"task')
    case 'empty_body':
      return bodyReply(200, 'application/json', '')
    case 'redirect':
      return bodyReply(302, 'text/plain', '', { location: '/v1/elsewhere' })
    case 'delay':
      await sleep(effect.durationMs ?? 1000, undefined, { signal })
      return answer(effect)
    case 'unanswered':
      await answer(effect)
      return { kind: 'hang' }
    case 'lost_answer':
      await answer(effect)
      return { kind: 'reset' }
    case 'truncate':
    case 'stall':
      return cutReply(await answer(effect), { isBroken: effect.kind === 'truncate' })
    default:
      return answer(effect)
  }
}

function showMeans({ means }: TaskBoard): object {
  return {
    code: 0,
    msg: '',
    resource_pack_subscribe_infos: Object.entries(means).map(([kind, { units }]) => ({
      resource_pack_name: kind,
      resource_pack_id: kind,
      resource_pack_type: 'decreasing_total',
      total_quantity: 1_000_000,
      remaining_quantity: units,
      status: units > 0 ? 'online' : 'runOut',
    })),
  }
}

function readNumber(url: URL, name: string, usual: number, most: number): number {
  const value = Number(url.searchParams.get(name) ?? usual)
  if (!Number.isInteger(value) || value < 1 || value > most) throw badParameter(name, `must be 1 to ${most}`)
  return value
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new ServiceError(1200, 'the body is not JSON')
  }
}
