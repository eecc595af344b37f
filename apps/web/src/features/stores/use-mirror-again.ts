import type { StoreView } from '@studio/core/stores'
import { useMutation } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { queryClient, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'

/** Has all products of a store read again. */
export function useMirrorAgain({ name }: Pick<StoreView, 'name'>) {
  const toast = useToast()
  return useMutation(
    trpc.stores.mirror.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: trpc.stores.pathKey() })
        toast({ title: `The products of ${name} are being read again` })
      },
      onError: (error) => toast({ title: describeProblem(error).message, tone: 'danger' }),
    }),
  )
}
