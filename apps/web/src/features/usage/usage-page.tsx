import { useMutation, useQuery } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { queryClient, trpc } from '../../lib/trpc.ts'
import { Card, ErrorState, PageHeader, Skeleton, Switch, useToast } from '../../ui/index.ts'
import { usageSettingsQuery } from './record-features.ts'
import { UsageList } from './usage-list.tsx'

/** What the studio has written down about its own use, to be read, deleted and switched off. */
export function UsagePage() {
  return (
    <div>
      <PageHeader
        title="Usage"
        lead="What happened in your account, as the studio noted it. The notes stay on this server and are given to nobody."
      />
      <div className="flex flex-col gap-6">
        <FeatureUseSwitch />
        <UsageList />
      </div>
    </div>
  )
}

function FeatureUseSwitch() {
  const settings = useQuery(usageSettingsQuery)
  const toast = useToast()
  const change = useMutation(
    trpc.usage.changeSettings.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(usageSettingsQuery.queryKey, next),
      onError: (error) => toast({ title: describeProblem(error).message, tone: 'danger' }),
    }),
  )
  if (settings.isError) {
    const { title, message } = describeProblem(settings.error)
    return <ErrorState title={title} message={message} onRetry={() => void settings.refetch()} isCompact />
  }
  return (
    <Card>
      {settings.data ? (
        <Switch
          label="Write down which pages I open"
          detail="Once per visit and page: its name and the time. Switched off, none is written down; what is there already stays until you delete it."
          isOn={change.isPending ? change.variables.isFeatureUseRecorded : settings.data.isFeatureUseRecorded}
          onChange={(isOn) => change.mutate({ isFeatureUseRecorded: isOn })}
        />
      ) : (
        <Skeleton className="h-12" />
      )}
    </Card>
  )
}
