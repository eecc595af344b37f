import type { ReactNode } from 'react'
import { Button } from './button.tsx'

type NextPageProps = {
  /** A list that is read page by page, such as an infinite query. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  className?: string
  children: ReactNode
}

/** Reads the next page of a list; nothing where there is none. */
export function NextPage({ list, className = 'py-6', children }: NextPageProps) {
  if (!list.hasNextPage) return null
  return (
    <div className={`flex justify-center ${className}`}>
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {children}
      </Button>
    </div>
  )
}
