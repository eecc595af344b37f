/** Says in amber that something else had to be taken than was wished for, or what to look at. */
export function Note({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <p role="status" className="mt-1.5 text-13 text-amber">
      {text}
    </p>
  )
}
