import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { describeProblem } from '../lib/problem.ts'
import { EmptyState, ErrorState, LinkButton } from '../ui/index.ts'

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <main className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        title="There is nothing here"
        action={
          <LinkButton to="/" variant="primary">
            Go to the library
          </LinkButton>
        }
      >
        The address may have a slip in it, or what was here has been deleted.
      </EmptyState>
    </main>
  )
}

/** A screen that broke. The rest of the app still works. */
export function UnexpectedErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const problem = describeProblem(error)
  return (
    <main className="flex min-h-[70dvh] items-center justify-center">
      <ErrorState
        title={problem.title}
        message={problem.message}
        {...(problem.reference !== undefined && { reference: problem.reference })}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
        action={
          <LinkButton to="/" variant="quiet">
            Go to the library
          </LinkButton>
        }
      />
    </main>
  )
}
