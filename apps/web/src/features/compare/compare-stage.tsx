import type { RefObject } from 'react'
import type { CompareMode, ComparePicture } from './compare-picture.ts'
import { DividedPane } from './divided-pane.tsx'
import { Pane, type SharedView } from './pane.tsx'
import { PictureLayer } from './picture-layer.tsx'
import type { Size } from './viewport.ts'

type CompareStageProps = {
  output: ComparePicture
  /** Left out: the output is shown alone, whatever the mode. */
  source: ComparePicture | undefined
  mode: CompareMode
  shared: SharedView
  /** The size of one pane, as `measure` found it. */
  pane: Size
  measure: (element: HTMLElement | null) => void
  /** How much, from the left, belongs to the source: 0 to 100. */
  dividerPercent: number
  onDivider: (percent: number) => void
  /** The keyboard's way to move the divider. */
  rangeRef: RefObject<HTMLInputElement | null>
}

/** An output and its source as the mode lays them out; one zoom and one pan hold for both. */
export function CompareStage({ output, source, mode, shared, pane, measure, ...divider }: CompareStageProps) {
  const { view, glides } = shared
  const alone = (picture: ComparePicture) => (
    <Pane shared={shared}>
      <PictureLayer picture={picture} pane={pane} view={view} glides={glides} />
    </Pane>
  )
  return (
    <div className="flex min-h-0 flex-1 gap-2 px-2 max-md:flex-col md:gap-4 md:px-4">
      <div key={source ? mode : 'alone'} ref={measure} className="flex min-h-0 flex-1">
        {source && mode === 'divided' ? (
          <DividedPane source={source} output={output} pane={pane} shared={shared} {...divider} />
        ) : (
          alone(source && mode === 'beside' ? source : output)
        )}
      </div>
      {source && mode === 'beside' && <div className="flex min-h-0 flex-1">{alone(output)}</div>}
    </div>
  )
}
