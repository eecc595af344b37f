import { buildWebIfChanged } from '../launch/web-build.ts'
import { type Check, failed, passed } from './check.ts'

/** The web app builds; the journeys in the browser then run on what was built. */
export const webBuildCheck: Check = {
  name: 'build',
  title: 'the web app builds',
  async run() {
    try {
      await buildWebIfChanged(() => {})
      return passed
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error))
    }
  },
}
