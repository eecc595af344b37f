/** Whether a text is an address of the web. Whether it may be asked is decided when its turn comes. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text)
}
