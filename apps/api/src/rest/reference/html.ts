import { escapeHtml } from '@studio/core/kernel'

/** A piece of HTML that is safe to put into another. */
export type Html = { html: string }

type Part = string | number | Html | readonly Html[] | false | undefined

/** Writes HTML: what is put in is escaped, unless it is HTML already. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: texts.reduce((sum, text, at) => sum + toText(parts[at - 1]) + text) }
}

function toText(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(toText).join('')
  return typeof part === 'object' ? (part as Html).html : escapeHtml(String(part))
}

/** The little Markdown of the document: `code`, **bold**, and paragraphs. */
export function prose(markdown: string): Html {
  const paragraphs = markdown.split(/\n\n+/).map((paragraph) => `<p>${inline(paragraph)}</p>`)
  return { html: paragraphs.join('') }
}

/** One line of it. */
export function phrase(markdown: string): Html {
  return { html: inline(markdown) }
}

function inline(markdown: string): string {
  return escapeHtml(markdown)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
}
