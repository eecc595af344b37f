/** Everything that the snapshot of one publication keeps lies under this prefix, so that its removal can be proved. */
export function snapshotPrefix(publication: { accountId: string; id: string }): string {
  return `accounts/${publication.accountId}/publications/${publication.id}/`
}

/** Where the bytes of one picture of a snapshot are kept: by what is in them, so that keeping them twice is once. */
export function snapshotKey(publication: { accountId: string; id: string }, sha256: string): string {
  return `${snapshotPrefix(publication)}${sha256}`
}
