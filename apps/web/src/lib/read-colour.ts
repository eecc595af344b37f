/** Reads a colour that somebody wrote, such as `0A5C55` or `#0a5c55`, as `#rrggbb`; null when it is none. */
export function readColour(text: string): string | null {
  const digits = /^#?([0-9a-f]{6})$/.exec(text.trim().toLowerCase())?.[1]
  return digits === undefined ? null : `#${digits}`
}
