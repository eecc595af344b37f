import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'

type Json = { [name: string]: unknown }
type Documented = { responses: Record<string, { headers?: Json; content?: Record<string, Json> }> }
/** The document of the API, as far as it is held against answers. */
export type Document = { paths: Record<string, Record<string, Documented>>; components: Json }

/** Holds answers against the document. */
export type AnswerCheck = (method: string, path: string, response: Response, text: string) => void

/**
 * Makes the check: the operation is in the document, the status is documented, so is every header that is named
 * there, and the body fits its schema, without a field more.
 */
export function createAnswerCheck(document: Document): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', components: closed(document.components) as Json })
  const validators = new Map<unknown, ValidateFunction>()
  const routes = Object.entries(document.paths).map(([path, operations]) => ({
    operations,
    pattern: new RegExp(`^/api/v1${path.replace(/\{.+?\}/g, '[^/]+')}/?$`),
  }))

  return (method, path, response, text) => {
    const { pathname } = new URL(path, 'http://api')
    const found = routes.find(({ pattern }) => pattern.test(pathname))?.operations
    const operation = found?.[method === 'HEAD' ? 'get' : method.toLowerCase()]
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
    const what = `${method} ${pathname} → ${response.status} ${text.slice(0, 300)}`
    expect(response.headers.get('x-request-id'), what).toMatch(/^req_/)
    if (!operation) {
      expect([404, 405, 401], what).toContain(response.status)
      expect(isProblem, what).toBe(true)
      return validate('Problem', { $ref: '#/components/schemas/Problem' }, JSON.parse(text), what)
    }
    const documented = operation.responses[response.status] ?? expect.fail(`${what}: not in the document`)
    for (const name of Object.keys(documented.headers ?? {}))
      if (!OPTIONAL_HEADERS.has(name)) expect(response.headers.get(name), `${what}: ${name}`).not.toBeNull()
    if (method === 'HEAD') return
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
    const media = documented.content?.[type]
    if (!documented.content) return expect(text, what).toBe('')
    expect(media, `${what}: ${type}`).toBeDefined()
    const body: unknown = JSON.parse(text)
    validate(media, (media as Json).schema as Json, body, what)
    if (isProblem) {
      expect(body, what).toMatchObject({ status: response.status })
      expect(Object.keys((media as { examples: Json }).examples), what).toContain((body as Json).code)
    }
  }

  function validate(key: unknown, schema: Json, body: unknown, what: string): void {
    let check = validators.get(key)
    if (!check) {
      check = ajv.compile(closed(withRefs(schema)) as Json)
      validators.set(key, check)
    }
    expect(check(body) ? [] : check.errors, what).toEqual([])
  }
}

/** Sent only when there is a reason; `RateLimit` only once the caller is known. */
const OPTIONAL_HEADERS = new Set(['Retry-After', 'RateLimit', 'RateLimit-Policy', 'ETag'])

/** Points references into the schema that holds all components. */
function withRefs(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/components/', '"api#/components/'))
}

/** Of the tests' own making: a field that the document does not name is a mistake, though clients must bear it. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (value === null || typeof value !== 'object') return value
  const part = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closed(each)]))
  return part.type === 'object' && part.properties ? { ...part, additionalProperties: false } : part
}
