import { buildWebIfChanged } from '@studio/cli/launch'

/** Builds the web app before the stories begin: those that run beside each other would both find it out of date. */
export default function buildWeb(): Promise<void> {
  return buildWebIfChanged(() => {})
}
