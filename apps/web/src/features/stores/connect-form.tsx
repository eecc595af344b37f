import type { StoreView } from '@studio/core/stores'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import type { z } from 'zod'
import { trpc } from '../../lib/trpc.ts'
import { Button, useToast } from '../../ui/index.ts'
import { useForm } from '../accounts/use-form.ts'

/** What a form of the connect dialog gets: the shop if it is known, and how to close. */
export type ConnectFormProps = { shop: string; onClose: () => void }

/** The fields of one way to connect, its main button, and what went wrong. */
export function ConnectForm<Schema extends z.ZodObject>({
  schema,
  act,
  lead,
  onSend,
  children,
}: {
  schema: Schema
  act: string
  lead: ReactNode
  onSend: (input: z.output<Schema>) => Promise<unknown>
  children: (errors: Record<string, string>) => ReactNode
}) {
  const { onSubmit, fieldErrors, problem, isBusy } = useForm(schema, onSend)
  const leadId = useId()
  return (
    <form onSubmit={onSubmit} aria-describedby={leadId} className="flex flex-col gap-4">
      {children(fieldErrors)}
      <p id={leadId} className="text-13 text-ink-soft">
        {lead}
      </p>
      {problem && (
        <div role="alert" className="rounded-control bg-amber-soft px-3 py-2.5 text-13">
          <p className="font-medium">{problem.title}</p>
          <p className="text-ink-soft">{problem.message}</p>
        </div>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={isBusy}>
          {act}
        </Button>
      </div>
    </form>
  )
}

/** The other way to connect, one press away. */
export function OtherWay({ onPress, children }: { onPress: () => void; children: string }) {
  return (
    <p className="mt-5 border-line border-t pt-4 text-13">
      <button type="button" onClick={onPress} className="rounded-control underline underline-offset-3">
        {children}
      </button>
    </p>
  )
}

/** Leaves for the page of a store's platform; it never settles, so that the button stays busy until then. */
export function leaveFor({ url }: { url: string }): Promise<never> {
  window.location.assign(url)
  return new Promise(() => undefined)
}

/** Shows a store that is connected now. */
export function useWelcome(onClose: () => void) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  return async (store: StoreView) => {
    await queryClient.invalidateQueries({ queryKey: trpc.stores.pathKey() })
    toast({ title: `${store.name} is connected`, description: 'Its products are being read now.' })
    onClose()
    await navigate({ to: '/stores/$storeId', params: { storeId: store.id } })
  }
}
