export type { ArchiveEntry } from './write-archive.ts'
export { writeArchive } from './write-archive.ts'
