export type { Snippet, SnippetLanguage } from './snippets.ts'
export { SNIPPET_LANGUAGES, writeSnippet } from './snippets.ts'
