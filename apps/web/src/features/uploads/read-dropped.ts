/** A file and its way from the folder that was dropped or chosen, such as `shoes/SHOE-7/front.jpg`. */
export type FileInFolder = { file: File; path: string }

/**
 * All files that were dropped, those in folders too. To be called while the drop is being handled: afterwards the browser
 * has forgotten what it was.
 */
export function readDropped({ items, files }: DataTransfer): Promise<FileInFolder[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (!entries.some(({ isDirectory }) => isDirectory)) return Promise.resolve([...files].map(inNoFolder))
  return readEntries(entries)
}

/** Files of a folder that was chosen in the system's picker, which says where they lie. */
export function readChosen(files: readonly File[]): FileInFolder[] {
  return files.map((file) => ({ file, path: file.webkitRelativePath || file.name }))
}

function inNoFolder(file: File): FileInFolder {
  return { file, path: file.name }
}

async function readEntries(entries: readonly FileSystemEntry[]): Promise<FileInFolder[]> {
  const found: FileInFolder[] = []
  // One after the other: a folder may hold thousands.
  for (const entry of entries) {
    if (isFile(entry)) found.push({ file: await openFile(entry), path: entry.fullPath.replace(/^\//, '') })
    else found.push(...(await readEntries(await listFolder(entry as FileSystemDirectoryEntry))))
  }
  return found
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function openFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A reader hands out a folder in parts, until there is an empty one. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (part.length === 0) return all
    all.push(...part)
  }
}
