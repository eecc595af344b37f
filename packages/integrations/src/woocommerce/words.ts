/** Entities that WordPress and its editors write into names and alternative texts; the numbered ones need no table. */
const ENTITIES: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '\u00ad' },
  ...{ hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”' },
  ...{ bdquo: '„', laquo: '«', raquo: '»', times: '×', deg: '°', euro: '€', pound: '£', copy: '©' },
  ...{ reg: '®', trade: '™', bull: '•', middot: '·', frac12: '½', auml: 'ä', ouml: 'ö', uuml: 'ü' },
  ...{ Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç' },
}

const LAST_CODE_POINT = 0x10ffff

/** Text as people read it, of text that may hold HTML's entities; what is none stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi, (whole, ...found) => {
    const [decimal, hexadecimal, name] = found as (string | undefined)[]
    if (name !== undefined) return ENTITIES[name] ?? whole
    const codePoint = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return codePoint > 0 && codePoint <= LAST_CODE_POINT ? String.fromCodePoint(codePoint) : whole
  })
}

/** A name as people read it: WordPress keeps names as HTML. */
export function readName(html: string): string {
  return decodeEntities(html.replace(/<[^>]*>/g, '')).trim()
}

/**
 * An alternative text such that WordPress keeps every character of it. It would take away tags, backslashes, `%` before two
 * hexadecimal digits and doubled spaces (sanitize_text_field, wp_unslash); written as entities, which it shows as the
 * characters they stand for, they stay.
 */
export function encodeAlt(alt: string): string {
  const lost = /&(?=#?\w+;)|[<\\\t\r\n]|%(?=[0-9a-f]{2})|(?<=\s) |^ | $/gi
  return alt.replace(lost, (character) => `&#${character.codePointAt(0)};`)
}
