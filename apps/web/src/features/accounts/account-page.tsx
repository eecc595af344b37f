import { useQuery } from '@tanstack/react-query'
import { LogOut, Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Card, ErrorState, PageHeader, PriceTag, Segmented, useTheme } from '../../ui/index.ts'
import { useSignOut } from './use-sign-out.ts'
import { Fact, YouCard } from './you-card.tsx'

/** Who one is here, what one has, how it looks, and where one's files are. */
export function AccountPage() {
  const account = useQuery(trpc.account.get.queryOptions())
  const signOut = useSignOut()

  if (account.isError) {
    const { title, message } = describeProblem(account.error)
    return <ErrorState title={title} message={message} onRetry={() => void account.refetch()} />
  }
  const { data } = account
  return (
    <div>
      <PageHeader
        title="Account"
        actions={
          <Button onClick={() => void signOut()}>
            <LogOut aria-hidden="true" />
            Sign out
          </Button>
        }
      />
      <div className="flex flex-col gap-4">
        <YouCard account={data} />
        <Card title="Credits">
          <dl>
            <Fact name="Available">{data && <PriceTag credits={data.credits.available} isStrong />}</Fact>
            <Fact name="Set aside for running work">{data && <PriceTag credits={data.credits.held} />}</Fact>
          </dl>
          <p className="mt-3 text-13 text-ink-faint">
            Starting work sets its price aside. Each picture that succeeds uses its share; what fails or is
            cancelled comes back at once.
          </p>
        </Card>
        <Card title="Appearance">
          <ThemeChoice />
        </Card>
        <Card title="Your files">
          <p className="max-w-prose text-14 text-ink-soft">
            Your photos and pictures live in this studio’s own file storage and are erased from it when you
            delete them. To make a picture, its source photos and your words go to the service that its recipe
            names: Google Gemini, or, where the operator has set no key for it, a stand-in on this studio’s
            own machine that marks its pictures as samples.
          </p>
        </Card>
      </div>
    </div>
  )
}

function ThemeChoice() {
  const [theme, chooseTheme] = useTheme()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-14 text-ink-soft">Kept in this browser.</p>
      <Segmented
        label="Theme"
        isLabelHidden
        value={theme}
        onChange={chooseTheme}
        options={[
          { value: 'system', label: withIcon(<Monitor />, 'System') },
          { value: 'light', label: withIcon(<Sun />, 'Light') },
          { value: 'dark', label: withIcon(<Moon />, 'Dark') },
        ]}
      />
    </div>
  )
}

function withIcon(icon: ReactNode, word: string): ReactNode {
  return (
    <>
      {icon}
      {word}
    </>
  )
}
