import { formatCount } from '../lib/format.ts'
import { classNames } from './class-names.ts'

/** A number of credits with its unit, in figures that do not jump when they change. */
export function PriceTag({
  credits,
  isStrong = false,
  className,
}: {
  credits: number
  isStrong?: boolean
  className?: string
}) {
  return (
    <span className={classNames('figures whitespace-nowrap', isStrong && 'font-semibold', className)}>
      {formatCount(credits)} {credits === 1 ? 'credit' : 'credits'}
    </span>
  )
}
