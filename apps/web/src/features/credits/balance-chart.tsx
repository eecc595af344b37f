import { useState } from 'react'
import { formatCount, formatCredits } from '../../lib/format.ts'
import { classNames } from '../../ui/index.ts'
import { type BalanceDay, roundUp } from './balance-days.ts'

const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const fullDay = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

/**
 * The balance at the end of each day: available credits as a line that steps, held ones as a lighter band on top.
 * Pointer and arrow keys choose a day, whose exact figures stand above. `days` end today and are never none.
 */
export function BalanceChart({ days }: { days: readonly BalanceDay[] }) {
  const [chosenIndex, setChosenIndex] = useState<number | null>(null)
  const index = Math.min(chosenIndex ?? days.length - 1, days.length - 1)
  const chosen = days[index] ?? { day: '', available: 0, held: 0 }
  const top = roundUp(Math.max(...days.map(({ available, held }) => available + held)))
  const words = `${fullDay.format(new Date(chosen.day))}: ${describeDay(chosen)}`

  function chooseUnder(event: { clientX: number; currentTarget: Element }) {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - left) / width
    setChosenIndex(Math.min(days.length - 1, Math.max(0, Math.floor(share * days.length))))
  }

  return (
    <figure className="figures min-w-0">
      <figcaption className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 text-13">
        <span className="font-semibold text-14">Balance by day</span>
        <span aria-hidden="true" className="text-ink-soft">
          {words}
        </span>
      </figcaption>
      <div className="flex gap-3">
        <div className="relative h-36 flex-1 lg:h-56">
          <Shapes days={days} top={top} />
          {chosenIndex !== null && <Mark days={days} index={index} top={top} />}
          <input
            type="range"
            aria-label="Day to read the balance of"
            aria-valuetext={words}
            min={0}
            max={days.length - 1}
            value={index}
            onChange={(event) => setChosenIndex(Number(event.target.value))}
            onPointerDown={chooseUnder}
            onPointerMove={chooseUnder}
            onPointerLeave={() => setChosenIndex(null)}
            onBlur={() => setChosenIndex(null)}
            className="peer absolute inset-0 size-full cursor-crosshair opacity-0"
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute -inset-1 rounded-control outline-accent-line peer-focus-visible:outline-2"
          />
        </div>
        <ol aria-hidden="true" className="relative w-8 text-12 text-ink-faint">
          {SCALE.map((share) => (
            <li
              key={share}
              className="absolute right-0 translate-y-1/2"
              style={{ bottom: `${share * 100}%` }}
            >
              {formatCount(share * top)}
            </li>
          ))}
        </ol>
      </div>
      <p aria-hidden="true" className="mt-2 mr-11 flex justify-between text-12 text-ink-faint">
        <span>{days[0] && shortDay.format(new Date(days[0].day))}</span>
        <Legend />
        <span>Today</span>
      </p>
      <FiguresTable days={days} />
    </figure>
  )
}

const SCALE = [0, 0.5, 1]

function describeDay({ available, held }: BalanceDay): string {
  return `${formatCredits(available)} available${held > 0 ? `, ${formatCount(held)} held` : ''}`
}

/** Drawn on a field of one unit a day and one unit a credit, which is stretched over its place. */
function Shapes({ days, top }: { days: readonly BalanceDay[]; top: number }) {
  const available = stepLine(days.map((day) => top - day.available))
  const sum = stepLine(days.map((day) => top - day.available - day.held))
  const ground = `V${top}H0Z`
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${days.length} ${top}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {SCALE.map((share) => (
        <path
          key={share}
          d={`M0 ${share * top}H${days.length}`}
          className="stroke-line"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path d={sum + ground} className="fill-ink/20" />
      <path d={available + ground} className="fill-surface" />
      <path d={available + ground} className="fill-ink/6" />
      <path
        d={available}
        className="fill-none stroke-ink"
        strokeWidth="1.75"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** A line that keeps each height for one unit and then steps to the next. */
function stepLine(heights: readonly number[]): string {
  return heights.map((y, x) => `${x === 0 ? 'M0 ' : 'V'}${y}H${x + 1}`).join('')
}

function Legend() {
  return (
    <span className="flex gap-4">
      {[
        ['Available', 'border-ink border-t-2 bg-ink/6'],
        ['Held', 'bg-ink/20'],
      ].map(([name, look]) => (
        <span key={name} className="flex items-center gap-1.5">
          <span className={classNames('h-2.5 w-3.5', look)} />
          {name}
        </span>
      ))}
    </span>
  )
}

/** Where the chosen day is. */
function Mark({ days, index, top }: { days: readonly BalanceDay[]; index: number; top: number }) {
  const left = `${((index + 0.5) / days.length) * 100}%`
  const bottom = `${((days[index]?.available ?? 0) / top) * 100}%`
  return (
    <span aria-hidden="true">
      <span className="absolute inset-y-0 w-px -translate-x-1/2 bg-line-strong" style={{ left }} />
      <span
        className="absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-full bg-ink ring-2 ring-surface"
        style={{ left, bottom }}
      />
    </span>
  )
}

/** The same for whoever reads instead of looking. */
function FiguresTable({ days }: { days: readonly BalanceDay[] }) {
  return (
    <div className="sr-only">
      <table>
        <caption>Credits at the end of each day (UTC)</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Available</th>
            <th scope="col">Held</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, available, held }) => (
            <tr key={day}>
              <th scope="row">{fullDay.format(new Date(day))}</th>
              <td>{available}</td>
              <td>{held}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
