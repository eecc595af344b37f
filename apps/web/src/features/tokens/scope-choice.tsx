import { SCOPES, type Scope } from '@studio/core/tokens'

const ALL = Object.entries(SCOPES) as [Scope, string][]

/** What a token may do, each said in a sentence. */
export function ScopeChoice({
  chosen,
  onChange,
}: {
  chosen: readonly Scope[]
  onChange: (chosen: Scope[]) => void
}) {
  const toggle = (scope: Scope) =>
    onChange(chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope])
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-13">What it may do</legend>
      <div className="-mx-2 flex flex-col">
        {ALL.map(([scope, words]) => (
          <label
            key={scope}
            className="flex cursor-pointer items-start gap-3 rounded-control px-2 py-1.5 hover:bg-hover pointer-coarse:py-2.5"
          >
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={() => toggle(scope)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block text-14">{words}</span>
              <span className="block font-mono text-12 text-ink-faint">{scope}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
