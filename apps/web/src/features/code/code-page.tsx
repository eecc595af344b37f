import { SNIPPET_LANGUAGES, type SnippetLanguage, writeSnippet } from '@studio/core/quick-start'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { AnchorButton, Button, LinkButton, PageHeader, Segmented } from '../../ui/index.ts'
import { useFreshToken } from '../tokens/fresh-token.ts'

/** What stands where the token goes while there is none to show. */
const PLACE = 'YOUR_TOKEN'

/** The quick start in three languages, with the token filled in that was made a moment ago. */
export function CodePage() {
  const [language, setLanguage] = useState<SnippetLanguage>('curl')
  const fresh = useFreshToken()
  const snippet = writeSnippet(language, window.location.origin, fresh ?? PLACE)
  return (
    <div className="min-w-0">
      <PageHeader
        title="Use from code"
        actions={<AnchorButton href="/api/v1/docs">API reference</AnchorButton>}
      />
      <p className="mb-5 max-w-prose text-14 text-ink-soft">
        From a photo to a finished picture: put <code className="font-mono text-13">mug.jpg</code> beside the
        script and run it. It asks for the price first; what fails costs nothing.
      </p>
      {fresh === undefined ? (
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-sunken px-4 py-3 text-14">
          <span>
            Make a token and it is filled in here. It stays on this page until you leave or reload it.
          </span>
          <LinkButton size="small" to="/settings/{-$page}" params={{ page: 'tokens' }}>
            Make a token
          </LinkButton>
        </div>
      ) : (
        <p role="status" className="mb-5 text-14 text-ink-soft">
          The token you just made is filled in. Reload the page and it is gone from here.
        </p>
      )}
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <Segmented
          label="Language"
          isLabelHidden
          value={language}
          onChange={setLanguage}
          options={SNIPPET_LANGUAGES.map((value) => ({ value, label: writeSnippet(value, '', '').name }))}
        />
        <CopyButton key={language} text={snippet.text} />
      </div>
      <figure className="overflow-hidden rounded-card border border-line bg-surface">
        <figcaption className="flex justify-between gap-3 border-line border-b px-4 py-2 font-mono text-12 text-ink-faint">
          <span>{snippet.fileName}</span>
          <span>{snippet.run}</span>
        </figcaption>
        <section
          aria-label={`The quick start in ${snippet.name}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          className="overflow-x-auto p-4"
        >
          <pre className="font-mono text-12 leading-5">{snippet.text}</pre>
        </section>
      </figure>
    </div>
  )
}

function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false)
  const Icon = isCopied ? Check : Copy
  return (
    <Button
      size="small"
      onClick={async () => {
        await navigator.clipboard.writeText(text)
        setCopied(true)
        setTimeout(() => setCopied(false), 1500)
      }}
    >
      <Icon aria-hidden="true" />
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}
