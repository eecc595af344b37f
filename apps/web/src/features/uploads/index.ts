export { chooseFiles, chooseFolder } from './choose-files.ts'
export { DropAnywhere } from './drop-anywhere.tsx'
export { UploadTray } from './upload-tray.tsx'
export { UploadsProvider, useUploadQueue, useUploads } from './uploads-provider.tsx'
