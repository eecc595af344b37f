export type { AccountView } from './schema.ts'
export {
  accountView,
  emailSchema,
  MIN_PASSWORD_CHARACTERS,
  passwordSchema,
  signInInput,
  signUpInput,
} from './schema.ts'
