import type { NewTokenView, Scope, TokenKind } from '@studio/core/tokens'
import { type FormEvent, useId, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { Button, Dialog, RadioCards, Select, TextField } from '../../ui/index.ts'
import { ScopeChoice } from './scope-choice.tsx'

/** What most programs need, chosen to begin with. */
const USUAL: Scope[] = [
  'assets:read',
  'assets:write',
  'generations:read',
  'generations:write',
  'credits:read',
]

const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'none', label: 'Until it is revoked', detail: 'For what nobody will remember to renew.' },
] as const

type Lifetime = (typeof LIFETIMES)[number]['value']

/** Asks for a name, what the token may do and how long. */
export function CreateTokenDialog({
  isOpen,
  onOpenChange,
  onCreated,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onCreated: (created: NewTokenView) => void
}) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<TokenKind>('live')
  const [scopes, setScopes] = useState(USUAL)
  const [lifetime, setLifetime] = useState<Lifetime>('90')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const formId = useId()

  async function create(submit: FormEvent) {
    submit.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const expiresInDays = lifetime === 'none' ? null : Number(lifetime)
      const created = await client.tokens.create.mutate({ name, kind, scopes, expiresInDays })
      await queryClient.invalidateQueries({ queryKey: trpc.tokens.pathKey() })
      setName('')
      onCreated(created)
    } catch (thrown) {
      setError(describeProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="New token"
      problem={error}
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          busy={isBusy}
          disabled={name.trim() === '' || scopes.length === 0}
        >
          Make token
        </Button>
      }
    >
      <form id={formId} onSubmit={create} className="flex flex-col gap-5 pt-1">
        <TextField
          label="Name"
          placeholder="catalogue script"
          hint="So that you know later what stops when you revoke it."
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <RadioCards
          label="Kind"
          value={kind}
          onChange={setKind}
          className="grid gap-3 sm:grid-cols-2"
          cardClassName="p-3"
          cards={[
            {
              value: 'live',
              name: 'Live',
              children: <Kind name="Live" words="Works for real and spends credits." />,
            },
            {
              value: 'test',
              name: 'Test',
              children: (
                <Kind name="Test" words="Works on the local studio and the sample model; costs nothing." />
              ),
            },
          ]}
        />
        <ScopeChoice chosen={scopes} onChange={setScopes} />
        <Select label="It works for" options={LIFETIMES} value={lifetime} onChange={setLifetime} />
      </form>
    </Dialog>
  )
}

function Kind({ name, words }: { name: string; words: string }) {
  return (
    <span className="block">
      <span className="block font-medium text-14">{name}</span>
      <span className="block text-13 text-ink-soft">{words}</span>
    </span>
  )
}
