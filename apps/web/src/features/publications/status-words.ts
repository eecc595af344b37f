import type { PublicationStatus, PublicationView } from '@studio/core/publications'

type Standing = { name: string; tone: 'neutral' | 'accent' | 'amber' | 'danger' }

const STATUS_WORDS: Record<PublicationStatus, Standing> = {
  planned: { name: 'Planned', tone: 'neutral' },
  queued: { name: 'Waiting for its turn', tone: 'neutral' },
  running: { name: 'Being published', tone: 'accent' },
  reverting: { name: 'Being taken back', tone: 'amber' },
  published: { name: 'Published', tone: 'accent' },
  conflict: { name: 'Changed in the store', tone: 'amber' },
  failed: { name: 'Not published', tone: 'danger' },
  stuck: { name: 'Waits for the store', tone: 'amber' },
}

/** After these failures the product may not be as it was, which their own words say. */
const LEFT_SOMETHING = ['not_taken_back', 'left_half_way']

/** Whether a publication has failed and what was done to the product could not be taken back. */
export function isLeftHalfWay({ status, failure }: Pick<PublicationView, 'status' | 'failure'>): boolean {
  return status === 'failed' && LEFT_SOMETHING.includes(failure?.code ?? '')
}

/** How a publication stands, in a word or two. */
export function describeStanding(publication: Pick<PublicationView, 'status' | 'failure'>): Standing {
  return isLeftHalfWay(publication)
    ? { name: 'Left half-way', tone: 'danger' }
    : STATUS_WORDS[publication.status]
}

/** Whether a publication goes on by itself. */
export function isUnderWay({ status }: Pick<PublicationView, 'status'>): boolean {
  return status === 'queued' || status === 'running' || status === 'reverting'
}

/** Whether a person can still approve or drop it. */
export function isPlanned({ status }: Pick<PublicationView, 'status'>): boolean {
  return status === 'planned'
}

/** What reading the product back has shown, in sentences; nothing before that. */
export function describeVerification({ verification }: Pick<PublicationView, 'verification'>): string[] {
  if (!verification) return []
  const count = (marking: string) => verification.markings.filter((each) => each.marking === marking).length
  const [intact, lost, unread] = ['intact', 'lost', 'unread'].map(count)
  return [
    'Read back: order, alt texts and variants are as planned.',
    ...(intact ? ['The AI marking is in the file that the store serves.'] : []),
    ...(lost
      ? [
          'The store serves a copy of its own making that lost the AI marking. Say beside the picture that AI made it.',
        ]
      : []),
    ...(unread ? ['Whether the AI marking survived could not be read.'] : []),
  ]
}
