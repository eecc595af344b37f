import { ObjectStoreUnavailable } from '../errors.ts'

/** Whether the file system said that a file or directory is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The result of a look at the file system, or null when what it looks for is not there. */
export async function ifThere<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}

/** Does work on the file system and turns its failure (disk full, no permission) into the port's own. */
export async function orUnavailable<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new ObjectStoreUnavailable(operation, error)
  }
}
