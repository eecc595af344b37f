import { AnchorButton } from '../../ui/index.ts'

/** The way in by an external provider, below the form. Loads only in a studio that has one. */
export function ProviderEntrance({ names }: { names: readonly string[] }) {
  return (
    <div className="mt-5 flex flex-col gap-4">
      <p className="flex items-center gap-3 text-13 text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {names.map((name) => (
        <AnchorButton key={name} href="/auth/external/begin" size="large">
          Continue with {name}
        </AnchorButton>
      ))}
    </div>
  )
}
