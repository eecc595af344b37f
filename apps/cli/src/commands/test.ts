import { Command } from 'commander'

/** `npm test`: every check of the repository. */
export const testCommand = new Command('test').description('run every check')
