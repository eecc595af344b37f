/** What WordPress leaves of a line of text (`sanitize_text_field`): no tags, no doubled spaces, no encoded characters. */
export function sanitizeText(text: string): string {
  let left = text
  if (left.includes('<')) {
    // A sign that begins no tag becomes an entity first; then everything that looks like a tag goes.
    left = left.replace(/<[^>]*?((?=<)|>|$)/g, (tag) =>
      tag.includes('>') ? tag : tag.replaceAll('<', '&lt;'),
    )
    left = left.replace(/<(script|style)[^>]*?>.*?<\/\1>/gis, '').replace(/<[^>]*>/g, '')
  }
  left = left.replace(/[\r\n\t ]+/g, ' ').trim()
  while (/%[a-f0-9]{2}/i.test(left)) left = left.replace(/%[a-f0-9]{2}/gi, '')
  return left.replace(/ +/g, ' ').trim()
}

/** What is kept as post meta loses one level of backslashes (`wp_unslash`). */
export function unslash(text: string): string {
  return text.replace(/\\(.?)/gs, '$1')
}

/** What WordPress makes of a file's name (`sanitize_file_name`). */
export function sanitizeFileName(name: string): string {
  return name
    .replace(/[?[\]/\\=<>:;,'"&$#*()|~`!{}%+’«»”“]/g, '')
    .replace(/[\r\n\t -]+/g, '-')
    .replace(/^[.\-_]+|[.\-_]+$/g, '')
}

/** Text for HTML (`esc_attr`, `esc_html`): entities that are there stay. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;')
}

/** The end of an address that is made of a title (`sanitize_title`). */
export function toSlug(title: string): string {
  return title
    .replace(/&[#\w]+;/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
