import { type FormEvent, useId, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client } from '../../lib/trpc.ts'
import { Button, Dialog, TextField, useToast } from '../../ui/index.ts'

/** Takes in a picture that lies somewhere on the web. The library shows it by itself once it is there. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const toast = useToast()
  const formId = useId()

  async function take(submit: FormEvent) {
    submit.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const { fileName } = await client.assets.importFromUrl.mutate({ url })
      toast({ title: `${fileName} is in the library` })
      onClose()
    } catch (thrown) {
      setError(describeProblem(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Import from the web"
      width="narrow"
      footer={
        <Button variant="primary" type="submit" form={formId} busy={isBusy} disabled={url.trim() === ''}>
          Import photo
        </Button>
      }
    >
      <form id={formId} onSubmit={take} className="pt-1">
        <TextField
          label="Address of the photo"
          type="url"
          inputMode="url"
          placeholder="https://example.com/mug.jpg"
          hint="JPEG, PNG or WebP, at most 25 MB. Our server fetches it; the address must be public."
          error={error}
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      </form>
    </Dialog>
  )
}
