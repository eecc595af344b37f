import { expect, test } from 'vitest'
import { countReport } from './vitest.ts'

const testOf = (status: string, fullName = 'a promise') => ({
  status,
  fullName,
  failureMessages: ['because'],
})
const fileOf = (...tests: ReturnType<typeof testOf>[]) => ({
  name: '/somewhere/a.test.ts',
  status: tests.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
  message: '',
  assertionResults: tests,
})

test('passed, failed and skipped tests are counted apart', () => {
  const testResults = [fileOf(testOf('passed'), testOf('failed')), fileOf(testOf('pending'), testOf('todo'))]
  expect(countReport({ testResults })).toMatchObject({ passed: 1, failed: 1, skipped: 2 })
})

test('a failed test is shown with its title and reason', () => {
  const { details } = countReport({ testResults: [fileOf(testOf('failed', 'charges once'))] })
  expect(details).toMatch(/charges once[\s\S]*because/)
})

test('a file that cannot be loaded counts as one failed test', () => {
  const broken = { ...fileOf(), status: 'failed', message: 'SyntaxError' }
  expect(countReport({ testResults: [broken] })).toMatchObject({ passed: 0, failed: 1 })
})

test('frames of a stack that lie in a tool are left out of the reason', () => {
  const failing = testOf('failed')
  failing.failureMessages = [
    'Error: no\n    at /here/a.test.ts:3:1\n    at run (/here/node_modules/tool/run.js:1:1)',
  ]
  const { details } = countReport({ testResults: [fileOf(failing)] })
  expect(details).toContain('a.test.ts:3:1')
  expect(details).not.toContain('node_modules')
})
