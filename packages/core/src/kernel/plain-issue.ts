import type { z } from 'zod'

/** What a value is called by whoever sends it. */
const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  date: 'a date',
}
/** What the length of a text or a list is counted in. */
const UNITS: Record<string, [one: string, many: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

type Issue = z.core.$ZodRawIssue

/**
 * Says in a sentence what is wrong with a field of which its schema says nothing itself; undefined where zod's own words
 * are as good.
 */
export function plainIssue(issue: Issue): string | undefined {
  const field = issue.path?.length ? issue.path.join('.') : 'The request'
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return `${field} is missing.`
      return `${field} should be ${KINDS[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return `${field} should be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`
    case 'unrecognized_keys':
      return `${field} has no field called ${issue.keys.map((key) => `"${key}"`).join(', ')}.`
    case 'too_small':
      return `${field} should ${limit(issue.origin, 'at least', issue.minimum)}.`
    case 'too_big':
      return `${field} should ${limit(issue.origin, 'at most', issue.maximum)}.`
    case 'invalid_format':
      return `${field} does not have the right form.`
    default:
      return undefined
  }
}

function limit(origin: string, how: string, count: number | bigint): string {
  const unit = UNITS[origin]
  return unit ? `have ${how} ${count} ${count === 1 ? unit[0] : unit[1]}` : `be ${how} ${count}`
}
