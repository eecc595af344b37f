import { SOURCE_ROLES, type SourceRole } from '@studio/core/shots'
import { ChevronDown } from 'lucide-react'
import { ROLE_WORDS } from '../shots/shot-needs.ts'

type RoleSelectProps = {
  /** The photo, by its name. */
  photo: string
  value: SourceRole
  onChange: (role: SourceRole) => void
}

/** What a photo is there for; the model is told, which helps it to keep the product as it is. */
export function RoleSelect({ photo, value, onChange }: RoleSelectProps) {
  return (
    <label className="relative mt-1 block">
      <span className="sr-only">What {photo} shows</span>
      <select
        value={value}
        onChange={(event) => {
          const role = SOURCE_ROLES.find((each) => each === event.target.value)
          if (role) onChange(role)
        }}
        className="h-8 w-full appearance-none truncate rounded-control border border-line bg-surface pr-7 pl-2 text-13 hover:border-line-strong pointer-coarse:h-10 max-md:text-16"
      >
        {SOURCE_ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_WORDS[role].name}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-ink-faint"
        aria-hidden="true"
      />
    </label>
  )
}
