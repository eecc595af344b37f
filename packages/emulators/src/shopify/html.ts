/** A text within a page. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: #1c1c1c }
  a { color: inherit } h1 { font-size: 1.5rem } ul.plain { list-style: none; padding: 0 }
  .grid { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)) }
  figure { margin: 0 } figcaption { font-size: .875rem; color: #555 }
  img { width: 100%; aspect-ratio: 1; object-fit: contain; background: #f2f2f2; border-radius: .5rem }
  button { font: inherit; padding: .5rem 1.5rem; margin-right: 1rem }
  iframe { width: 100%; height: 80vh; border: 1px solid #ccc }`

/** A plain page without a script. */
export function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body>
</html>`
}
