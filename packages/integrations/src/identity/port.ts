/** A sign-in on its way: send the browser to `url`, and keep the rest for its return, for that browser alone. */
export type SignInStart = { url: string; state: string; nonce: string; codeVerifier: string }

/** What came back: the address the browser returned to with its query, and what `begin` gave. Good for one try. */
export type SignInReturn = {
  callbackUrl: string
  redirectUri: string
  state: string
  nonce: string
  codeVerifier: string
}

/**
 * Who somebody is at their provider. `issuer` and `subject` together never change; the address may, so it joins
 * no accounts unless `isEmailVerified`.
 */
export type ExternalIdentity = {
  issuer: string
  subject: string
  /** In lower case, as accounts keep it; null when the provider tells none that we can use. */
  email: string | null
  isEmailVerified: boolean
  /** At most 100 characters; empty when the provider tells none. */
  name: string
}

/** The port to whoever vouches for people. */
export type IdentityProvider = {
  /** The name a person knows it by, such as "Google". */
  name: string
  /** Who it is: what `ExternalIdentity.issuer` will say. */
  issuer: string
  /** Begins a sign-in that ends at `redirectUri`, which has no query. @throws ProviderUnavailable */
  begin(options: { redirectUri: string }): Promise<SignInStart>
  /**
   * Finds out who came back.
   * @throws SignInRefused when the person or the provider declined, or what came back is not what was begun;
   * ProviderUnavailable when the provider could not be asked
   */
  complete(answer: SignInReturn): Promise<ExternalIdentity>
}
