import { escapeHtml } from '@studio/core/kernel'
import type { Database } from '@studio/db'
import { type ArchivedPicture, type ArchiveScope, readPictures } from './archive-scope.ts'
import { generationFolder, type PictureNames, thumbName } from './name-pictures.ts'
import { DATA_FILES } from './plan-account.ts'

/** Colours and layout stand in the page itself, so that it can be read from a disk, without scripts. */
const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c1b19, #ecebe8); --soft: light-dark(#625f59, #a5a29b);
  --wall: light-dark(#fcfbf9, #161514); --line: light-dark(#e4e1db, #33312d); }
* { box-sizing: border-box; }
body { max-width: 72rem; margin: 0 auto; padding: 3rem 1.25rem; background: var(--wall); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 28px; line-height: 1.2; }
h2 { margin: 3rem 0 1rem; padding-top: 1.5rem; border-top: 1px solid var(--line); font-size: 20px; }
p { max-width: 60ch; color: var(--soft); }
a { color: inherit; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1.5rem 1rem;
  margin: 0; padding: 0; list-style: none; }
.pictures img, .none { display: block; width: 100%; height: 11rem; object-fit: contain; background: var(--line); }
.pictures small { display: block; color: var(--soft); }
.pictures span { display: block; overflow: hidden; margin-top: .4rem; font-size: 14px; text-overflow: ellipsis;
  white-space: nowrap; }
.files { columns: 16rem; padding-left: 1.2rem; }
`

/** Writes the page that one opens first: every picture with its small copy, and what else is in the archive. */
export async function* writeIndex(
  scope: ArchiveScope,
  { names, db }: { names: PictureNames; db: Database },
): AsyncGenerator<string> {
  const isEverything = scope.assetIds === null
  const day = scope.until.toISOString().slice(0, 10)
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n`
  yield `<title>Studio Pro, ${day}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<h1>Studio Pro</h1>\n`
  yield isEverything
    ? `<p>Everything there is about your account, as of ${day}. Pictures are linked below; the rest is listed after them.</p>\n`
    : `<p>The pictures you chose, as of ${day}.</p>\n`
  yield* writePictures('Photos you uploaded', readPictures(scope, db, { kind: 'upload' }), names)
  yield* writePictures('Pictures that were made', readPictures(scope, db, { kind: 'output' }), names)
  yield* writeLeftOut(readPictures(scope, db), names)
  if (isEverything) yield* writeDataFiles()
  yield '</body>\n</html>\n'
}

async function* writePictures(
  title: string,
  pictures: AsyncIterable<ArchivedPicture>,
  names: PictureNames,
): AsyncGenerator<string> {
  let isBegun = false
  for await (const picture of pictures) {
    const name = names.find(picture.id)
    if (name === undefined) continue
    if (!isBegun) yield `<h2>${title}</h2>\n<ul class="pictures">\n`
    isBegun = true
    yield writePicture(picture, name)
  }
  if (isBegun) yield '</ul>\n'
}

/** Names the pictures whose files could not be found: they are missed, not passed over. */
async function* writeLeftOut(
  pictures: AsyncIterable<ArchivedPicture>,
  names: PictureNames,
): AsyncGenerator<string> {
  let isBegun = false
  for await (const { id, fileName } of pictures) {
    if (names.find(id) !== undefined) continue
    if (!isBegun)
      yield '<h2>Not in the archive</h2>\n<p>The files of these pictures could not be found.</p>\n<ul>\n'
    isBegun = true
    yield `<li>${escapeHtml(fileName)}</li>\n`
  }
  if (isBegun) yield '</ul>\n'
}

function writePicture(picture: ArchivedPicture, name: string): string {
  const { id, fileName, status, createdAt, widthPx, heightPx, output } = picture
  const shown = escapeHtml(fileName)
  const image =
    status === 'ready'
      ? `<img loading="lazy" src="${toHref(thumbName(id))}" alt="${shown}">`
      : '<span class="none"></span>'
  const size = widthPx && heightPx ? ` · ${widthPx} × ${heightPx}` : ''
  const recipe = output
    ? ` · <a href="${toHref(`${generationFolder(output.generation)}/generation.json`)}">recipe</a>`
    : ''
  const day = createdAt.toISOString().slice(0, 10)
  return `<li><a href="${toHref(name)}">${image}<span>${shown}</span></a><small>${day}${size}${recipe}</small></li>\n`
}

function* writeDataFiles(): Generator<string> {
  const files = [
    'account.json',
    'statement.json',
    'statement.csv',
    ...DATA_FILES.map(({ rule }) => rule.file),
  ]
  yield '<h2>Everything else</h2>\n<p>The statement can be checked with <code>studio verify-statement</code>. '
  yield 'Passwords, tokens and keys are not here: the studio itself knows only their hashes, or holds them sealed.</p>\n'
  yield '<ul class="files">\n'
  for (const file of files) yield `<li><a href="${toHref(file)}">${file}</a></li>\n`
  yield '</ul>\n'
}

/** A relative address of a file in the archive. */
function toHref(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/')
}
