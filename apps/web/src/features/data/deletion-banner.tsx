import { CalendarX } from 'lucide-react'
import { formatDate, formatExactTime } from '../../lib/format.ts'
import { Button } from '../../ui/index.ts'
import { useKeepAccount } from './use-keep-account.ts'

/** Says, in a line over the screens, that the account is going to be deleted, and stops it with one press. */
export function DeletionBanner({ dueAt }: { dueAt: string }) {
  const { keep, isBusy } = useKeepAccount()
  return (
    <section
      aria-label="Your account will be deleted"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-danger-soft px-4 py-1.5 text-13 text-danger md:px-8"
    >
      <CalendarX aria-hidden="true" className="size-4 shrink-0 max-md:hidden" />
      <p className="min-w-0 flex-1 basis-60">
        This account and everything in it will be deleted on{' '}
        <time dateTime={dueAt} title={formatExactTime(dueAt)} className="font-medium">
          {formatDate(dueAt)}
        </time>
        .
      </p>
      <Button size="small" busy={isBusy} onClick={() => void keep()}>
        Keep the account
      </Button>
    </section>
  )
}
