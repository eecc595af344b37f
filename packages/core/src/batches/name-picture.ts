/** What a picture of a batch is called in a download: the SKU, or the source's name, and the shot; without an ending. */
export function pictureName(item: { sku: string | null; name: string; shotId: string | null }): string {
  const stem = item.sku ?? item.name.replace(/\.[a-z0-9]{2,5}$/i, '')
  return `${stem}_${item.shotId ?? 'own-words'}`
}
