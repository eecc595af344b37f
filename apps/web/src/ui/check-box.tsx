import type { ReactNode } from 'react'

type CheckBoxProps = { isChecked: boolean; onChange: (isChecked: boolean) => void; children: ReactNode }

/** Something one says by marking it: nothing happens until the work is started. */
export function CheckBox({ isChecked, onChange, children }: CheckBoxProps) {
  return (
    <label className="flex items-start gap-2.5 text-13">
      <input
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-px size-4 shrink-0"
      />
      <span>{children}</span>
    </label>
  )
}
