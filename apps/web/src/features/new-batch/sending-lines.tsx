import { formatCount, formatNumberOf } from '../../lib/format.ts'
import { Button, Progress } from '../../ui/index.ts'
import type { DraftUploads, UploadTally } from './draft-uploads.ts'

/** As many failures are named one by one. */
const NAMED = 5

/** How far the files are that are being sent, and in words what was not taken; nothing when all went well. */
export function SendingLines({ uploads, sending }: { uploads: DraftUploads; sending: UploadTally }) {
  const { total, arrived, isUnderWay, share, failed, leftOut } = sending
  if (!isUnderWay && failed.length === 0 && leftOut.length === 0) return null
  return (
    <div className="mt-4 flex flex-col gap-3 text-13">
      {isUnderWay && (
        <div>
          <div className="mb-2 flex items-center justify-between gap-4">
            <p role="status" className="figures">
              {formatCount(arrived)} of {formatNumberOf(total, 'photo')} in the library
            </p>
            <Button size="small" variant="quiet" onClick={uploads.stop}>
              Stop sending
            </Button>
          </div>
          <Progress label="Sending photos" value={share} />
          <p className="mt-2 text-12 text-ink-faint">
            It goes on while you look at other pages of the studio.
          </p>
        </div>
      )}
      {failed.length > 0 && (
        <div role="alert" className="text-danger">
          <p className="font-medium">{formatNumberOf(failed.length, 'file')} could not be taken:</p>
          <ul className="mt-1">
            {failed.slice(0, NAMED).map(({ id, fileName, problem }) => (
              <li key={id}>
                {problem.message.includes(fileName) ? problem.message : `${fileName}: ${problem.message}`}
              </li>
            ))}
            {failed.length > NAMED && <li>and {formatCount(failed.length - NAMED)} more</li>}
          </ul>
        </div>
      )}
      {leftOut.length > 0 && (
        <p className="text-ink-soft">
          {formatNumberOf(leftOut.length, 'other file')} of the folder {leftOut.length === 1 ? 'is' : 'are'}{' '}
          no photo we can use: {leftOut.slice(0, 3).join(', ')}
          {leftOut.length > 3 && ' …'}
        </p>
      )}
      {!isUnderWay && (
        <div className="flex gap-2">
          {failed.some(({ canRetry }) => canRetry) && (
            <Button size="small" onClick={uploads.retry}>
              Send again
            </Button>
          )}
          <Button size="small" variant="quiet" onClick={uploads.forget}>
            Go on without them
          </Button>
        </div>
      )}
    </div>
  )
}
