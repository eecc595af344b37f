import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectral from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'
import { WEBHOOK_EVENTS } from '@studio/core/webhooks'
import { describe, expect, it } from 'vitest'
import { filePaths } from './document/file-paths.ts'
import { describeApi } from './document.ts'
import { fileOperations } from './file-operations.ts'
import { procedureOperations } from './procedure-operations.ts'
import { referencePage } from './reference/reference-page.ts'

const operations = [...procedureOperations(), ...fileOperations({} as never)]
const document = describeApi(operations)

/** Linters read all of it, schema by schema. */
const LINTING = { timeout: 60_000 }

describe('the OpenAPI document', () => {
  it('is clean under the rules that Redocly recommends', LINTING, async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source: JSON.stringify(document), config })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    )
  })

  it('is clean under the rules of Spectral', LINTING, async () => {
    const linter = new spectral.Spectral()
    linter.setRuleset({ extends: [[rulesets.oas as never, 'recommended']], rules: {} })
    const problems = await linter.run(JSON.stringify(document))
    expect(problems.map(({ code, message, path }) => [code, message, path.join('.')])).toEqual([])
  })

  it('has every operation of the door, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`,
      ),
    )
    const served = operations.map(({ method, path, id }) => `${method} ${path} ${id}`)
    expect(documented.sort()).toEqual(served.sort())
    expect(Object.keys(filePaths).length).toBeGreaterThan(0)
  })

  it('says of each operation which scope it needs, and gives an example of its answer', () => {
    for (const { path, method, rules } of operations) {
      const documented = document.paths[path]?.[method.toLowerCase()]
      expect(documented?.['x-scopes']).toEqual(rules.scope ? [rules.scope] : [])
      const success = documented?.responses[rules.status] as {
        content?: Record<string, { example?: unknown }>
      }
      expect(success, `${method} ${path}`).toBeDefined()
      for (const { example } of Object.values(success.content ?? {}))
        expect(example, `an example of ${method} ${path} in document/examples.ts`).toBeDefined()
    }
  })
})

describe('the reference for people', () => {
  const page = referencePage(document, 'https://pictures.example.org')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

  it('shows every way to send a body, each with a call that can be pasted at this studio', () => {
    expect(page).toContain('multipart/form-data')
    expect(page).toContain('-F file=@mug.jpg')
    expect(page).toContain(`-d '{"url":"https://shop.example.com/photos/mug.jpg"}'`)
    expect(page).toContain('curl -X PUT https://pictures.example.org/api/v1/assets/{id}/analysis')
    expect(page).not.toContain(`-d '{}'`)
    const addresses = [...page.matchAll(/curl (?:-X \w+ )?(https:[^ ]+)/g)].map(([, url]) => url)
    expect(addresses.length).toBeGreaterThan(operations.length)
    for (const url of addresses) expect(url).toMatch(/^https:\/\/pictures\.example\.org\/api\/v1\//)
  })

  it('says of every event when it is sent and what is in it', () => {
    for (const [type, { when, data }] of Object.entries(WEBHOOK_EVENTS)) {
      const [, row = ''] = page.split(`<tr><th scope="row"><code>${type}</code>`)
      expect(row).toContain(when)
      for (const name of data) expect(row).toContain(`<code>${name}</code>`)
    }
  })
})
