/**
 * Holds the documents against the repository: `node scripts/check-docs.mjs`. It fails on links that lead nowhere,
 * on variables that the code reads and .env.example does not explain (and the other way round), on package
 * READMEs that are missing, too long or without one of their headings, on sentences of the privacy policy that no
 * code and no test is named for, and on requirements of the security list likewise. It needs Node and git, nothing else.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAX_README_LINES = 60
const README_HEADINGS = ['Owns', 'Never', 'Start here', 'Recipes', 'Run its tests']
/** How many points the promise has that the privacy policy puts into sentences (docs/privacy-map.md). */
const PRIVACY_POINTS = 12
/** What a row of docs/security.md may say of a requirement; the first of them needs code and a proof. */
const SECURITY_STATES = ['kept by ', 'not applicable: ', 'open: ']
/** Set by the system or by npm, never by a person. */
const NOT_OURS = new Set(['PATH', 'INIT_CWD'])
/** Where code reads the environment. Names of one capture group. */
const READS = [
  /process\.env\.([A-Z][A-Z0-9_]*)/g,
  /process\.env\[['"]([A-Z][A-Z0-9_]*)['"]\]/g,
  /import\.meta\.env\.(VITE_[A-Z0-9_]*)/g,
  /\bisSet\('([A-Z][A-Z0-9_]*)'\)/g,
  // Keys of the schemas that env.ts and read-environment.ts check the environment with.
  /^ +([A-Z][A-Z0-9_]*): z\b/gm,
]
const DESTRUCTURED = /\{([^{}]*)\}\s*=\s*process\.env\b/g
/** In shell scripts and compose files, and as Caddy writes it. */
const SHELL_READS = /\$\{([A-Z][A-Z0-9_]*):?[-?]|\{\$([A-Z][A-Z0-9_]*)/g

const root = fileURLToPath(new URL('..', import.meta.url))
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path && existsSync(join(root, path)))
const read = (path) => readFileSync(join(root, path), 'utf8')
const matching = (pattern) => files.filter((path) => pattern.test(path))

const problems = [...brokenLinks(), ...environment(), ...packageReadmes(), ...privacyMap(), ...securityList()]
for (const problem of problems) console.error(problem)
const documents = matching(/\.md$/).length
if (problems.length > 0) {
  console.error(
    `\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${documents} documents.`,
  )
  process.exitCode = 1
} else {
  console.log(`${documents} documents agree with the repository.`)
}

/** Relative links must lead to a file, and to a heading where they name one. */
function brokenLinks() {
  return matching(/\.md$/).flatMap((path) =>
    linksOf(read(path)).flatMap((link) => {
      if (/^[a-z][a-z+.-]*:/i.test(link)) return []
      const [target = '', anchor] = link.split('#')
      const found = target === '' ? join(root, path) : resolve(root, dirname(path), decodeURI(target))
      if (!existsSync(found)) return [`${path}: the link to ${link} leads nowhere`]
      const isHeading = anchor === undefined || !found.endsWith('.md') || anchorsOf(found).has(anchor)
      return isHeading ? [] : [`${path}: ${relative(root, found)} has no heading #${anchor}`]
    }),
  )
}

function linksOf(markdown) {
  const prose = withoutCode(markdown)
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)]
  return [...inline, ...references].map(([, link]) => link)
}

function withoutCode(markdown) {
  return markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
}

/** The anchors that code forges give headings: lower case, punctuation gone, spaces as hyphens. */
function anchorsOf(path) {
  const headings = readFileSync(path, 'utf8').matchAll(/^#{1,6}\s+(.+)$/gm)
  return new Set(
    [...headings].map(([, text]) =>
      text
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  )
}

/** What the code reads and what .env.example explains must be the same. */
function environment() {
  const readers = new Map()
  const note = (name, path) => {
    if (!NOT_OURS.has(name) && !readers.has(name)) readers.set(name, path)
  }
  for (const path of matching(/^(apps|packages|e2e|bench|scripts)\/.*\.(ts|tsx|mjs|js)$/)) {
    if (path === 'scripts/check-docs.mjs') continue
    const code = read(path)
    for (const pattern of READS) for (const [, name] of code.matchAll(pattern)) note(name, path)
    for (const [, names] of code.matchAll(DESTRUCTURED))
      for (const [name] of names.matchAll(/\b[A-Z][A-Z0-9_]*\b/g)) note(name, path)
  }
  for (const path of matching(/(^scripts\/.*\.sh|compose[^/]*\.ya?ml|Caddyfile)$/))
    for (const [, name, caddyName] of read(path).matchAll(SHELL_READS)) note(name ?? caddyName, path)

  const explained = new Set(
    [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name),
  )
  const missing = [...readers].filter(([name]) => !explained.has(name))
  const idle = [...explained].filter((name) => !readers.has(name))
  return [
    ...missing.map(([name, path]) => `.env.example: ${name} is missing; ${path} reads it`),
    ...idle.map((name) => `.env.example: ${name} is explained, but no code reads it`),
  ]
}

/** Every sentence of the policy has a row that names its code and a test that is there, and every row a sentence. */
function privacyMap() {
  const map = 'docs/privacy-map.md'
  const sentences = [...read('packages/core/src/privacy/policy.ts').matchAll(/\bid: '([^']+)'/g)].map(
    ([, id]) => id,
  )
  const rows = [...read(map).matchAll(/^\| *([\d, –]*?) *\| *`([^`]+)` *\| *(.*?) *\| *(.*?) *\|$/gm)]
  const ids = rows.map(([, , id]) => id)
  const points = new Set(rows.flatMap(([, point]) => point.match(/\d+/g) ?? []))
  const unkept = Array.from({ length: PRIVACY_POINTS }, (_, at) => String(at + 1)).filter(
    (n) => !points.has(n),
  )
  return [
    ...sentences.filter((id) => !ids.includes(id)).map((id) => `${map}: the sentence ${id} has no row`),
    ...ids.filter((id) => !sentences.includes(id)).map((id) => `${map}: the policy has no sentence ${id}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${map}: ${id} has two rows`),
    ...unkept.map((point) => `${map}: no row is about point ${point}`),
    ...rows.flatMap(([, , id, code, tests]) => [
      ...(linksOf(code).length === 0 ? [`${map}: ${id} names no code`] : []),
      ...missingTests(map, id, tests),
    ]),
  ]
}

/** A test is named as `[file](path): title`, several with `<br>` between; the title stands in the file as it is. */
function missingTests(map, id, cell) {
  return cell.split('<br>').flatMap((test) => {
    const [, path, title] = /^ *\[[^\]]+\]\(([^)]+)\): (.+?) *$/.exec(test) ?? []
    return path ? missingTest(map, path, title) : [`${map}: ${id} names no test`]
  })
}

function missingTest(document, path, title) {
  const found = resolve(root, dirname(document), path)
  // A file that is missing is a broken link, which is told elsewhere.
  if (!existsSync(found)) return []
  const text = readFileSync(found, 'utf8')
  if (["'", '`'].some((quote) => text.includes(`${quote}${title}${quote}`))) return []
  return [`${document}: ${relative(root, found)} has no test "${title}"`]
}

/** Every requirement of the standard has one row; what is kept names its code, and a test or a document that is there. */
function securityList() {
  const list = 'docs/security.md'
  const required = read('docs/asvs-5.0.0-level-2.txt').trim().split('\n')
  const rows = [...read(list).matchAll(/^\| *(\d+\.\d+\.\d+) *\|[^|]+\| *(.*?) *\| *(.*?) *\|$/gm)]
  const ids = rows.map(([, id]) => id)
  const [kept] = SECURITY_STATES
  const counted = SECURITY_STATES.map((state) => rows.filter(([, , each]) => each.startsWith(state)).length)
  const [, ...told] = /\*\*(\d+) are kept, (\d+) do not apply, (\d+) are open\*\*/.exec(read(list)) ?? []
  return [
    ...required.filter((id) => !ids.includes(id)).map((id) => `${list}: ${id} has no row`),
    ...ids.filter((id) => !required.includes(id)).map((id) => `${list}: ${id} is not on the list`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${list}: ${id} has two rows`),
    ...(counted.join() === told.join() ? [] : [`${list}: the rows are ${counted.join(', ')}`]),
    ...rows.flatMap(([, id, state, proof]) => {
      if (!SECURITY_STATES.some((each) => state.startsWith(each))) return [`${list}: ${id} has no state`]
      if (!state.startsWith(kept)) return []
      const code = linksOf(state).length > 0 ? [] : [`${list}: ${id} names no code`]
      return [...code, ...missingProofs(list, id, proof)]
    }),
  ]
}

/** A proof is a test as `[file](path) › title`, or a document as `read: [heading](path)`; several with `<br>` between. */
function missingProofs(list, id, cell) {
  return cell.split('<br>').flatMap((proof) => {
    const [, path, title] = /^ *\[[^\]]+\]\(([^)]+)\) › (.+?) *$/.exec(proof) ?? []
    if (path) return missingTest(list, path, title)
    return /^ *read: \[[^\]]+\]\([^)]+\) *$/.test(proof) ? [] : [`${list}: ${id} names no proof`]
  })
}

/** Every package opens with a README that answers the same five questions on one screen. */
function packageReadmes() {
  const required = matching(/^packages\/[^/]+\/package\.json$/).map((path) =>
    join(dirname(path), 'README.md'),
  )
  const present = matching(/^(packages|apps)\/[^/]+\/README\.md$/)
  const missing = required.filter((path) => !files.includes(path))
  return [
    ...missing.map((path) => `${path}: is missing`),
    ...present.flatMap((path) => {
      const text = read(path)
      const lineCount = text.trimEnd().split('\n').length
      const absent = README_HEADINGS.filter(
        (heading) => !new RegExp(`^(#{1,3} |\\*\\*)${heading}\\b`, 'm').test(text),
      )
      return [
        ...(lineCount > MAX_README_LINES ? [`${path}: ${lineCount} lines, at most ${MAX_README_LINES}`] : []),
        ...absent.map((heading) => `${path}: the heading "${heading}" is missing`),
      ]
    }),
  ]
}
