import { DomainError } from '@studio/core/kernel'

/** Nobody is signed in, for a reason that trying the same again does not change. `diagnosis` is for the log: codes alone. */
export class SignInRefused extends DomainError {
  readonly diagnosis: string

  constructor(provider: string, diagnosis: string) {
    super(
      'sign_in_refused',
      `Signing in with ${provider} was cancelled or could not be confirmed. Start again from the sign-in page.`,
    )
    this.diagnosis = diagnosis
  }
}

/** The provider could not be asked, or does not accept this studio. `diagnosis` is for the log: codes alone. */
export class ProviderUnavailable extends DomainError {
  readonly diagnosis: string

  constructor(provider: string, diagnosis: string) {
    super(
      'provider_unavailable',
      `${provider} cannot be reached just now. Try again in a minute, or sign in with your e-mail.`,
      { retryAfterSeconds: 60 },
    )
    this.diagnosis = diagnosis
  }
}
