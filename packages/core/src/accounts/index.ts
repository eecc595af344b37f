export {
  changeEmailInput,
  changeNameInput,
  changePasswordInput,
  forgotPasswordInput,
  proofInput,
} from './changes.ts'
export type { IdentityView, SignInProviderView } from './identities.ts'
export { identityView, signInProviderView, unlinkInput } from './identities.ts'
export { MIN_PASSWORD_CHARACTERS } from './limits.ts'
export type { MailLinkInput, MailLinkPurpose } from './mail-links.ts'
export {
  confirmedEmail,
  MAIL_LINKS,
  mailLinkAddress,
  mailLinkInput,
  resetPasswordInput,
} from './mail-links.ts'
export type { MailParts, MailWords } from './mails.ts'
export {
  changeEmailMail,
  emailChangeNoticeMail,
  resetPasswordMail,
  verifyEmailMail,
  writeMail,
} from './mails.ts'
export { emailSchema, passwordSchema, signInInput, signUpInput } from './schema.ts'
export type { DeviceView, SessionView, SignInView } from './sessions.ts'
export {
  deviceView,
  endSessionInput,
  listSignInsInput,
  sessionIdSchema,
  sessionView,
  signInView,
} from './sessions.ts'
export type { AccountView } from './view.ts'
export { accountView } from './view.ts'
