import type { ShotView } from '@studio/core/shots'
import { LinkButton } from '../../ui/index.ts'

/** Says that no model that is set up here can make the shot; every other shot can still be chosen. */
export function Unmakeable({ shot }: { shot: ShotView | undefined }) {
  return (
    <div role="status" className="flex flex-col items-start gap-3">
      <h2 className="text-14">{shot?.name ?? 'Your own words'}</h2>
      <p className="text-13 text-amber">
        {shot?.problem ?? 'No model that can make this is set up in this studio.'} Choose another shot, or
        tell the operator.
      </p>
      <LinkButton to="/models" size="small">
        See the models
      </LinkButton>
    </div>
  )
}
