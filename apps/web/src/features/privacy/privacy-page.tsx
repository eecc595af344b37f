import { POLICY_UPDATED_ON, type PolicySection, PRIVACY_CONTACT, PRIVACY_POLICY } from '@studio/core/privacy'
import { Link } from '@tanstack/react-router'
import { formatDate } from '../../lib/format.ts'
import { Mark } from '../../ui/index.ts'

/** What is done with people's data, for anybody to read: every sentence has a number that can be linked to. */
export function PrivacyPage() {
  return (
    <div className="mx-auto max-w-2xl px-5 py-6 sm:px-10">
      <header>
        <Link
          to="/"
          className="inline-flex items-center gap-2.5 rounded-control font-semibold text-16 tracking-[-0.01em]"
        >
          <Mark className="size-7" />
          Studio Pro
        </Link>
      </header>
      <main className="py-10">
        <h1 className="text-28">Privacy</h1>
        <p className="mt-2 text-14 text-ink-soft">
          Last updated: <time dateTime={POLICY_UPDATED_ON}>{formatDate(POLICY_UPDATED_ON)}</time>
        </p>
        <p className="mt-6 text-16 text-ink-soft">
          What the studio keeps, who sees it, and how it goes away again. Each sentence is a promise that the
          program keeps; each has a number, so that you can ask about it.
        </p>
        {PRIVACY_POLICY.map((section, part) => (
          <Section key={section.title} section={section} number={part + 1} />
        ))}
        <p className="mt-12 border-line border-t pt-6 text-14 text-ink-soft">
          Write to{' '}
          <a href={`mailto:${PRIVACY_CONTACT}`} className={linkClass}>
            {PRIVACY_CONTACT}
          </a>
          . The same text without any decoration:{' '}
          <a href="/privacy.txt" className={linkClass}>
            privacy.txt
          </a>
          .
        </p>
      </main>
    </div>
  )
}

const linkClass = 'text-ink underline decoration-line-strong underline-offset-3'

function Section({ section: { title, sentences }, number }: { section: PolicySection; number: number }) {
  return (
    <section className="mt-10">
      <h2 className="text-20">{title}</h2>
      <ol className="mt-3 flex flex-col gap-3">
        {sentences.map(({ id, text }, at) => (
          <li key={id} id={id} className="flex scroll-mt-6 gap-4 text-16 target:bg-accent-soft">
            <a
              href={`#${id}`}
              aria-label={`Sentence ${number}.${at + 1}`}
              className="figures w-8 shrink-0 pt-0.5 text-13 text-ink-faint hover:text-ink"
            >
              {number}.{at + 1}
            </a>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
