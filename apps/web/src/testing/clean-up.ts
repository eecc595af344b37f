import { afterEach } from 'vitest'
import { cleanUpPage } from './render.tsx'

// Set up anew for every file, where a module that files share would do it for the first of them alone.
afterEach(cleanUpPage)
