import { ImageDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

/**
 * Takes files that are dropped anywhere on the page or pasted, while it is on screen. What was dropped comes along: a
 * folder in it can be looked into during the call, see `read-dropped.ts`.
 */
export function DropAnywhere({
  onFiles,
}: {
  onFiles: (files: readonly File[], dropped?: DataTransfer) => void
}) {
  const [isOver, setOver] = useState(false)
  const current = useRef(onFiles)
  current.current = onFiles

  useEffect(() => {
    // Enter and leave fire for every element that is crossed; the difference tells whether the page is left.
    let depth = 0
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

    function onDragEnter(event: DragEvent) {
      if (!carriesFiles(event)) return
      depth += 1
      setOver(true)
    }
    function onDragLeave(event: DragEvent) {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    function onDragOver(event: DragEvent) {
      if (carriesFiles(event)) event.preventDefault()
    }
    function onDrop(event: DragEvent) {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) current.current(files, event.dataTransfer ?? undefined)
    }
    function onPaste(event: ClipboardEvent) {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      current.current(files)
    }

    const stop = new AbortController()
    const options = { signal: stop.signal }
    window.addEventListener('dragenter', onDragEnter, options)
    window.addEventListener('dragleave', onDragLeave, options)
    window.addEventListener('dragover', onDragOver, options)
    window.addEventListener('drop', onDrop, options)
    window.addEventListener('paste', onPaste, options)
    return () => stop.abort()
  }, [])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-wall/95 p-4">
      <div className="absolute inset-4 rounded-card border-2 border-accent-line border-dashed" />
      <div className="flex flex-col items-center gap-2 text-center">
        <ImageDown className="size-8 text-accent-ink" aria-hidden="true" />
        <p className="font-semibold text-20">Drop the photos anywhere</p>
        <p className="text-14 text-ink-soft">JPEG, PNG, WebP or AVIF, up to 25 MB each</p>
      </div>
    </div>
  )
}
