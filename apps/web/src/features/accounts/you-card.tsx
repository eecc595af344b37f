import { type AccountView, changeEmailInput, changeNameInput } from '@studio/core/accounts'
import { type ReactNode, useState } from 'react'
import { formatDate, formatExactTime } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { showAccount } from '../../lib/session.ts'
import { client } from '../../lib/trpc.ts'
import { Badge, Button, Card, CopyId, Skeleton, TextField, useToast } from '../../ui/index.ts'
import { CurrentPasswordField, ProofDialog } from './proof-dialog.tsx'

/** Who one is here: name and e-mail, each with its way to change it. */
export function YouCard({ account }: { account: AccountView | undefined }) {
  const [open, setOpen] = useState<'name' | 'email'>()
  const close = () => setOpen(undefined)
  return (
    <Card title="You">
      <dl>
        <Fact name="Name" act={<Change what="name" onOpen={() => setOpen('name')} isOff={!account} />}>
          {account && <span className="min-w-0 truncate">{account.name || 'Not given'}</span>}
        </Fact>
        <Fact name="E-mail" act={<Change what="e-mail" onOpen={() => setOpen('email')} isOff={!account} />}>
          {account && (
            <>
              <span className="min-w-0 truncate">{account.email}</span>
              {account.isEmailVerified ? (
                <Badge tone="accent">Confirmed</Badge>
              ) : (
                <Badge tone="amber">Not confirmed</Badge>
              )}
            </>
          )}
        </Fact>
        {account?.newEmail && <Wish email={account.newEmail} />}
        <Fact name="Member since">
          {account && <time title={formatExactTime(account.createdAt)}>{formatDate(account.createdAt)}</time>}
        </Fact>
        <Fact name="Account">{account && <CopyId id={account.id} />}</Fact>
      </dl>
      {open === 'name' && account && <NameDialog name={account.name} onClose={close} />}
      {open === 'email' && account && <EmailDialog account={account} onClose={close} />}
    </Card>
  )
}

/** A name at the left, its value and its act at the right; a stand-in of the same height while it loads. */
export function Fact({ name, act, children }: { name: string; act?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 border-line border-t py-1 first:border-t-0">
      <dt className="text-14 text-ink-soft">{name}</dt>
      <dd className="figures flex min-w-0 flex-wrap items-center justify-end gap-x-2 gap-y-1 text-14">
        {children ?? <Skeleton className="h-4 w-32" />}
        {act}
      </dd>
    </div>
  )
}

function Change({ what, onOpen, isOff }: { what: string; onOpen: () => void; isOff: boolean }) {
  return (
    <Button size="small" variant="quiet" aria-label={`Change ${what}`} onClick={onOpen} disabled={isOff}>
      Change
    </Button>
  )
}

/** The e-mail that the account is about to move to. */
function Wish({ email }: { email: string }) {
  const toast = useToast()
  const takeBack = () =>
    client.account.keepEmail
      .mutate()
      .then(showAccount)
      .catch((error: unknown) => toast({ title: describeProblem(error).message, tone: 'danger' }))
  return (
    <div className="mb-1 flex flex-wrap items-center justify-between gap-2 rounded-control bg-sunken px-3 py-2 text-13 text-ink-soft">
      <p className="min-w-0">
        Waits for the link that was sent to <span className="break-all font-medium text-ink">{email}</span>.
        It works for 24 hours.
      </p>
      <Button size="small" variant="quiet" onClick={() => void takeBack()}>
        Take it back
      </Button>
    </div>
  )
}

function NameDialog({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <ProofDialog
      title="Change your name"
      lead="Only you see it."
      act="Save"
      schema={changeNameInput}
      onConfirm={async (input) => showAccount(await client.account.changeName.mutate(input))}
      onClose={onClose}
    >
      {(errors) => (
        <TextField label="Name" name="name" autoComplete="name" defaultValue={name} error={errors.name} />
      )}
    </ProofDialog>
  )
}

function EmailDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  if (!account.hasPassword) {
    return (
      <ProofDialog
        title="Set a password first"
        lead="The e-mail can be changed by somebody who knows the password. Yours has none yet: set one under Security."
        act="Understood"
        schema={changeNameInput.omit({ name: true })}
        onConfirm={async () => {}}
        onClose={onClose}
      />
    )
  }
  return (
    <ProofDialog
      title="Change your e-mail"
      lead="A link goes to the new e-mail; nothing changes before it was followed. The present one is told."
      act="Send the link"
      schema={changeEmailInput}
      fieldOfCode={{ wrong_credentials: 'password', email_taken: 'email', invalid_input: 'email' }}
      onConfirm={async (input) => showAccount(await client.account.changeEmail.mutate(input))}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label="New e-mail"
            name="email"
            type="email"
            autoComplete="email"
            required
            error={errors.email}
          />
          <CurrentPasswordField name="password" error={errors.password} />
        </>
      )}
    </ProofDialog>
  )
}
