import { ACCEPTED_FILES } from '../../lib/upload.ts'

/** Opens the system's file picker for photos, many at once; nothing happens when it is closed without a choice. */
export function chooseFiles(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = ACCEPTED_FILES
  input.onchange = () => onFiles([...(input.files ?? [])])
  input.click()
}

/** Opens the system's picker for a folder; all files in it and below are handed over, whatever they are. */
export function chooseFolder(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.webkitdirectory = true
  input.onchange = () => onFiles([...(input.files ?? [])])
  input.click()
}
