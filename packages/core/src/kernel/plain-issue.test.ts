import { expect, it } from 'vitest'
import { z } from 'zod'
import { plainIssue } from './plain-issue.ts'

const schema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  kind: z.enum(['upload', 'output']).optional(),
  name: z.string().min(1).max(5).optional(),
  ids: z.array(z.string()).max(2).optional(),
  at: z.iso.datetime().optional(),
  isOn: z.boolean().optional(),
  own: z.string('Give it a name of your own.').optional(),
})

it.each([
  [{ limit: 'many' }, 'limit should be a number.'],
  [{ limit: 1.5 }, 'limit should be a whole number.'],
  [{ limit: 0 }, 'limit should be at least 1.'],
  [{ limit: 101 }, 'limit should be at most 100.'],
  [{ kind: 'video' }, 'kind should be "upload" or "output".'],
  [{ name: 3 }, 'name should be a text.'],
  [{ name: '' }, 'name should have at least 1 character.'],
  [{ name: 'a mug on oak' }, 'name should have at most 5 characters.'],
  [{ ids: ['a', 'b', 'c'] }, 'ids should have at most 2 entries.'],
  [{ ids: ['a', 7] }, 'ids.1 should be a text.'],
  [{ at: 'yesterday' }, 'at does not have the right form.'],
  [{ isOn: 'yes' }, 'isOn should be true or false.'],
  [{ maxCredit: 5 }, 'The request has no field called "maxCredit".'],
  [undefined, 'The request is missing.'],
  [[], 'The request should be an object.'],
  [{ own: 3 }, 'Give it a name of your own.'],
])('of %j it is said: %s', (value, sentence) => {
  const { error } = schema.safeParse(value, { error: plainIssue })
  expect(error?.issues[0]?.message).toBe(sentence)
})
