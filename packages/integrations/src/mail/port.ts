/** One mail to one person. `to` is a bare address; `text` and `html` say the same. */
export type Mail = { to: string; subject: string; text: string; html: string }

/** The port to whoever carries our mails. The words are the business of the services. */
export type Mailer = {
  /**
   * Ends when the mail was taken over: by the mail server, or into the outbox.
   * @throws MailUnavailable when it could not be; MailRefused for a mail that nobody may send
   */
  send(message: Mail): Promise<void>
}
