import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type Call, doneAt, type Resolver, toTime } from './call.ts'
import { type BulkOperation, newGid, numberOf } from './state.ts'
import { userError } from './user-error.ts'

/** shopify.dev, bulk operations. */
const MAX_CONNECTIONS = 5
const MAX_NESTING = 2
const MAX_RUNNING = 5
const BEGINS_AFTER_SHARE = 0.2

/** Queries over everything, answered as a file. */
export const BULK_MUTATIONS: Record<string, Resolver> = {
  async bulkOperationRunQuery({ query, groupObjects }: { query: string; groupObjects: boolean }, call) {
    const refuse = (code: string, message: string) => ({
      bulkOperation: null,
      userErrors: [userError(['query'], code, message)],
    })
    const { document, problem } = readQuery(query, call.parts.schema())
    if (!document) return refuse('INVALID', problem)
    const isRunning = (one: BulkOperation) => ['CREATED', 'RUNNING'].includes(statusOf(one, call))
    if (Object.values(call.shop.bulkOperations).filter(isRunning).length >= MAX_RUNNING)
      return refuse('LIMIT_REACHED', 'The number of concurrent bulk operations has been reached.')
    const operation = await run(query, document, groupObjects, call)
    call.shop.bulkOperations[operation.id] = operation
    tellWhenDone(operation, call)
    return { bulkOperation: show(operation, call), userErrors: [] }
  },

  bulkOperationCancel({ id }: { id: string }, call) {
    const operation = call.shop.bulkOperations[id]
    if (!operation)
      return { bulkOperation: null, userErrors: [userError(['id'], null, 'Bulk operation does not exist')] }
    operation.isCanceled = true
    return { bulkOperation: show(operation, call), userErrors: [] }
  },
}

/** One such query as the Admin API answers it; null for an unknown id. */
export function findBulkOperation(id: string, call: Call): object | null {
  const operation = call.shop.bulkOperations[id]
  return operation ? show(operation, call) : null
}

async function run(
  query: string,
  document: DocumentNode,
  isGrouped: boolean,
  call: Call,
): Promise<BulkOperation> {
  const { world, clock, scenario } = call.parts
  const fault = scenario.take({ route: 'bulk', shop: call.shop.domain, operation: '' })
  const { data, errors } = await call.parts.execute(document, { ...call, isBulk: true })
  const { lines, rootCount } = toLines(data, isGrouped)
  const isFault = fault?.kind === 'fails'
  const isDenied = errors?.some(({ extensions }) => extensions.code === 'ACCESS_DENIED')
  const code = isDenied ? 'ACCESS_DENIED' : errors || isFault ? 'INTERNAL_SERVER_ERROR' : null
  const [nowMs, doneAtMs] = [clock.nowMs(), doneAt(call.parts, 'bulk')]
  return {
    ...{ id: newGid(world, 'BulkOperation'), query, createdAtMs: nowMs, doneAtMs, lines, rootCount },
    runsAtMs: nowMs + (doneAtMs - nowMs) * BEGINS_AFTER_SHARE,
    ...{ errorCode: code, isCanceled: false },
  }
}

function readQuery(query: string, schema: GraphQLSchema): { document: DocumentNode | null; problem: string } {
  const refuse = (problem: string) => ({ document: null, problem })
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    return refuse(`Invalid bulk query: ${(error as Error).message}`)
  }
  const [wrong] = validate(schema, document)
  if (wrong) return refuse(`Invalid bulk query: ${wrong.message}`)
  const { connections, nesting, plainNodes } = measure(document, schema)
  if (connections === 0) return refuse('Bulk queries must contain at least one connection.')
  if (connections > MAX_CONNECTIONS)
    return refuse(`Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`)
  if (nesting > MAX_NESTING)
    return refuse(`Bulk queries cannot contain connections with a nesting depth greater than ${MAX_NESTING}.`)
  if (plainNodes) return refuse('The stand-in answers connections of bulk queries by edges { node } alone.')
  return { document, problem: '' }
}

function measure(document: DocumentNode, schema: GraphQLSchema) {
  const info = new TypeInfo(schema)
  let connections = 0
  let nesting = 0
  let depth = 0
  let plainNodes = false
  const isConnection = () => {
    const type = info.getType()
    return Boolean(type && getNamedType(type).name.endsWith('Connection'))
  }
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter({ name }) {
          if (name.value === 'nodes' && info.getParentType()?.name.endsWith('Connection')) plainNodes = true
          if (!isConnection()) return
          connections += 1
          depth += 1
          nesting = Math.max(nesting, depth)
        },
        leave() {
          if (isConnection()) depth -= 1
        },
      },
    }),
  )
  return { connections, nesting, plainNodes }
}

type Node = Record<string, unknown> & { id?: string }
type Connection = { edges: { node: Node }[] }

const isConnectionValue = (value: unknown): value is Connection =>
  typeof value === 'object' && value !== null && 'edges' in value

/**
 * The answer as one line for each thing, with its parent's id. Unless they are grouped nobody promises where children
 * are; here they come before their parents.
 */
function toLines(data: unknown, isGrouped: boolean): { lines: string[]; rootCount: number } {
  const roots = Object.values((data ?? {}) as object).filter(isConnectionValue)
  const nodes = roots.flatMap(({ edges }) => edges.map(({ node }) => node))
  const levels: string[][] = []
  const write = (node: Node, parentId: string | undefined, level: number): string[] => {
    const entries = Object.entries(node)
    const own = Object.fromEntries(entries.filter(([, value]) => !isConnectionValue(value)))
    const line = JSON.stringify({ ...own, ...(parentId !== undefined && { __parentId: parentId }) })
    levels[level] ??= []
    levels[level].push(line)
    const children = entries.flatMap(([, value]) => (isConnectionValue(value) ? value.edges : []))
    return [line, ...children.flatMap((child) => write(child.node, node.id, level + 1))]
  }
  const grouped = nodes.flatMap((node) => write(node, undefined, 0))
  return { lines: isGrouped ? grouped : levels.toReversed().flat(), rootCount: nodes.length }
}

function statusOf({ isCanceled, runsAtMs, doneAtMs, errorCode }: BulkOperation, { parts }: Call): string {
  const nowMs = parts.clock.nowMs()
  if (isCanceled) return 'CANCELED'
  if (nowMs < runsAtMs) return 'CREATED'
  if (nowMs < doneAtMs) return 'RUNNING'
  return errorCode ? 'FAILED' : 'COMPLETED'
}

function show(operation: BulkOperation, call: Call): object {
  const { id, query, createdAtMs, doneAtMs, lines, rootCount, errorCode } = operation
  const status = statusOf(operation, call)
  const isDone = status === 'COMPLETED'
  const path = `${call.parts.baseUrl}/shops/${call.shop.domain}/bulk/${numberOf(id)}.jsonl`
  return {
    ...{ __typename: 'BulkOperation', id, query, status, type: 'QUERY' },
    createdAt: toTime(createdAtMs),
    completedAt: isDone || status === 'FAILED' ? toTime(doneAtMs) : null,
    errorCode: status === 'FAILED' ? errorCode : null,
    objectCount: String(isDone ? lines.length : 0),
    rootObjectCount: String(isDone ? rootCount : 0),
    fileSize: isDone ? String(Buffer.byteLength(lines.join('\n'))) : null,
    // There is no file of nothing.
    url: isDone && lines.length > 0 ? path : null,
    partialDataUrl: null,
  }
}

function tellWhenDone({ id, doneAtMs }: BulkOperation, call: Call): void {
  const { clock, webhooks } = call.parts
  clock.at(doneAtMs, () => {
    const operation = call.shop.bulkOperations[id]
    if (!operation || operation.isCanceled) return undefined
    const status = statusOf(operation, call).toLowerCase()
    const body = {
      ...{ admin_graphql_api_id: id, status, type: 'query' },
      completed_at: toTime(doneAtMs),
      error_code: operation.errorCode?.toLowerCase() ?? null,
    }
    return webhooks.tell(call.shop, 'bulk_operations/finish', body)
  })
}
