const MAX_NAME_CHARACTERS = 150

/**
 * The `Content-Disposition` header: shown in the page, or saved as `downloadName`. Names go out twice, as
 * plain ASCII and in full (RFC 6266, RFC 5987 encoding), and can never break out of the header.
 */
export function contentDisposition(downloadName?: string): string {
  if (downloadName === undefined) return 'inline'
  const characters = Array.from(downloadName.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_'))
  const name = characters.slice(0, MAX_NAME_CHARACTERS).join('')
  const plain = name.replace(/[^ -~]|["%]/gu, '_')
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
