import { Minus, Plus } from 'lucide-react'
import { Button, IconButton, Tooltip } from '../../ui/index.ts'

type ZoomButtonsProps = {
  /** 1 = fitted. */
  scale: number
  onZoomIn: () => void
  onZoomOut: () => void
  onFit: () => void
}

/** Zoom by buttons, and how far the pictures are zoomed; pressing the figure fits them again. */
export function ZoomButtons({ scale, onZoomIn, onZoomOut, onFit }: ZoomButtonsProps) {
  return (
    <div className="flex items-center">
      <IconButton label="Zoom out" shortcut="−" size="small" disabled={scale <= 1} onClick={onZoomOut}>
        <Minus />
      </IconButton>
      <Tooltip text="Fit" shortcut="0">
        <Button variant="quiet" size="small" onClick={onFit} className="figures w-15 px-0!">
          {scale === 1 ? 'Fit' : `${scale.toFixed(1)} ×`}
        </Button>
      </Tooltip>
      <IconButton label="Zoom in" shortcut="+" size="small" onClick={onZoomIn}>
        <Plus />
      </IconButton>
    </div>
  )
}
