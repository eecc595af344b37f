/** Why an export could not be made, and what to do: for people. */
export const EXPORT_FAILURES = {
  storage_unavailable:
    'File storage did not answer for too long. Nothing is lost, and nothing half-made is left: ask for the export again.',
  internal:
    'Something went wrong on our side, more than once. Nothing is lost, and nothing half-made is left: ask for the export again.',
} as const

/** Why an export could not be made. */
export type ExportFailureCode = keyof typeof EXPORT_FAILURES

/** What an error that ended the last attempt is called. */
export function exportFailureOf(error: unknown): ExportFailureCode {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'storage_unavailable' ? code : 'internal'
}
