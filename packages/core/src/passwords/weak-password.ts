import { dictionary } from '@zxcvbn-ts/language-common'

/** Whose password it is to be: what strangers know of them, and would try first. */
export type PasswordOwner = { email?: string; name?: string }

/** The product's own words, which make no password (ASVS 5.0, 6.1.2), the longest first. */
export const PRODUCT_WORDS = ['nanostudiopro', 'nanostudio', 'studiopro', 'studio', 'nano', 'pro']

/** Passwords that were stolen most often: close to fifty thousand, all in lower case. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common'])

/** Fewer letters than these around a word that is known do not hide it. */
const MIN_OWN_LETTERS = 4
const MAX_REPEATED_CHARACTERS = 4
/** What people write for a letter when they are asked for a digit or a sign. */
const DISGUISES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
}

/**
 * Says in a sentence why a password would be guessed among the first: it is a common one, also disguised, repeated or
 * with digits and signs around it, or made of what is known of its owner and of this product. Null when it is neither.
 * It asks for no kind of character. (ASVS 5.0, 6.2.4, 6.2.11 and 6.2.12.)
 */
export function describeWeakness(password: string, owner: PasswordOwner = {}): string | null {
  const plain = password.normalize('NFKC').toLowerCase()
  if (isCommon(plain)) {
    return 'This password is one of the first that a stranger tries. A few words that do not belong together do better.'
  }
  if (isKnownOf(plain, owner)) {
    return 'This password is made of your e-mail, your name or the name of this studio. A few other words do better.'
  }
  return null
}

function isCommon(plain: string): boolean {
  if (COMMON.has(plain) || isRun(plain)) return true
  const [, unit = plain] = /^(.+?)\1+$/s.exec(plain) ?? []
  if (unit !== plain) return unit.length <= MAX_REPEATED_CHARACTERS || COMMON.has(unit) || isCommon(unit)
  const word = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const isMostOfIt = word.length >= MIN_OWN_LETTERS && word.length * 2 >= plain.length
  return isMostOfIt && (COMMON.has(word) || COMMON.has(undisguise(word)))
}

/** Whether each character follows the one before, up or down, as in `0123456789` and `zyxwvutsrq`. */
function isRun(plain: string): boolean {
  const codes = Array.from(plain, (character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)))
  return steps.size === 1 && [-1, 1].some((step) => steps.has(step))
}

function undisguise(word: string): string {
  return word.replace(/./gu, (character) => DISGUISES[character] ?? character)
}

/** Whether hardly a letter is left once the words that everybody knows are taken out. */
function isKnownOf(plain: string, { email = '', name = '' }: PasswordOwner): boolean {
  const own = `${email} ${name}`.toLowerCase().split(/[^\p{L}]+/u)
  const words = [...own.filter((word) => word.length >= MIN_OWN_LETTERS), ...PRODUCT_WORDS]
  const letters = plain.replace(/[^\p{L}]/gu, '')
  const left = words
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ''), letters)
  return left !== letters && left.length < MIN_OWN_LETTERS
}
