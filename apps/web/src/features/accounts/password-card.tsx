import { type AccountView, changePasswordInput, MIN_PASSWORD_CHARACTERS } from '@studio/core/accounts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, trpc } from '../../lib/trpc.ts'
import { Button, Card, PasswordField, Skeleton, useToast } from '../../ui/index.ts'
import { CurrentPasswordField, ProofDialog } from './proof-dialog.tsx'

/** The password: changed, or set for the first time by somebody who came by an external provider. */
export function PasswordCard({ account }: { account: AccountView | undefined }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title="Password">
      <div className="flex flex-wrap items-center justify-between gap-3">
        {account === undefined ? (
          <Skeleton className="h-4 w-48" />
        ) : (
          <p className="text-14 text-ink-soft">
            {account.hasPassword
              ? 'Changing it signs out every other browser.'
              : 'None is set: you sign in with another service. A password is a second way in.'}
          </p>
        )}
        <Button onClick={() => setOpen(true)} disabled={account === undefined}>
          {account?.hasPassword === false ? 'Set a password' : 'Change password'}
        </Button>
      </div>
      {isOpen && account && <PasswordDialog account={account} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function PasswordDialog({
  account: { hasPassword },
  onClose,
}: {
  account: AccountView
  onClose: () => void
}) {
  const queryClient = useQueryClient()
  const toast = useToast()
  return (
    <ProofDialog
      title={hasPassword ? 'Change your password' : 'Set a password'}
      lead="Every other browser is signed out. This one stays."
      act={hasPassword ? 'Change password' : 'Set password'}
      schema={changePasswordInput}
      fieldOfCode={hasPassword ? { wrong_credentials: 'currentPassword' } : {}}
      onConfirm={async (input) => {
        await client.account.changePassword.mutate(input)
        toast({ title: hasPassword ? 'Your password is changed' : 'Your password is set' })
        await queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() })
      }}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {hasPassword && <CurrentPasswordField name="currentPassword" error={errors.currentPassword} />}
          <PasswordField
            label="New password"
            name="newPassword"
            autoComplete="new-password"
            required
            hint={`At least ${MIN_PASSWORD_CHARACTERS} characters.`}
            error={errors.newPassword}
          />
        </>
      )}
    </ProofDialog>
  )
}
