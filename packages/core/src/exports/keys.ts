/** Everything stored for one export lies under this prefix, so that deleting it can be proved by listing. */
export function exportPrefix({ accountId, id }: { accountId: string; id: string }): string {
  return `accounts/${accountId}/exports/${id}/`
}

/** Where one attempt at an export stores its archive, apart from those of late workers. */
export function exportAttemptPrefix(row: { accountId: string; id: string; attempt: number }): string {
  return `${exportPrefix(row)}${row.attempt}/`
}

/** The object key of an export's archive. */
export function exportKey(row: { accountId: string; id: string; attempt: number }): string {
  return `${exportAttemptPrefix(row)}archive.zip`
}
