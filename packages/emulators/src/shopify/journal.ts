/** One request as it came in, and how it ended. */
export type JournalEntry = {
  method: string
  path: string
  /** The names of the document and of what it asks for; empty for anything but the Admin API. */
  operation: string
  /** When it came in, by the emulator's clock, as ISO time. */
  at: string
  sizeBytes: number
  /** The HTTP status answered, or null while there is none (and for ever, after a hang or a reset). */
  status: number | null
  /** What was thrown, when the emulator itself failed. */
  defect?: string
}
