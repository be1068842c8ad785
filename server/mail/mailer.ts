/** One message over SMTP, and an honest word about how it ended. */
import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import type { MailOutcome } from '../../schemas/notice.ts'
import type { MailSettings } from './settings.ts'

/** A message as it goes out: plain text, to one address. */
export interface Letter { readonly id: string; readonly to: string; readonly fromName: string; readonly subject: string; readonly text: string }
export interface Sent { readonly outcome: Exclude<MailOutcome, 'sending'>; readonly reply: string | null }
export interface Mailer { send(letter: Letter): Promise<Sent> }

/** How long a server may take to be reached, for one answer, and for all of it. */
export interface MailPatience { readonly connectMs: number; readonly answerMs: number; readonly wholeMs: number }
const usual: MailPatience = { connectMs: 10_000, answerMs: 30_000, wholeMs: 60_000 }

interface Failure { readonly code?: string; readonly command?: string; readonly response?: string; readonly responseCode?: number; readonly message?: string; readonly name?: string }

/** Commands at which a 5xx is about this message; at any other (greeting, log-in) it is about us, and another day it may go. */
const aboutMessage = /^(MAIL FROM|RCPT TO|DATA)/

/** `handedOver`: the server began to take the text; without an answer nobody knows whether it kept it. */
const outcomeOf = ({ code, command, responseCode, name }: Failure, handedOver: boolean): Sent['outcome'] => {
  if (responseCode !== undefined && responseCode >= 400) return responseCode >= 500 && aboutMessage.test(command ?? '') ? 'refused' : 'deferred'
  if (handedOver) return 'unknown'
  if (code === 'ETIMEDOUT' || code === 'ABORT_ERR' || name === 'AbortError' || name === 'TimeoutError') return 'timeOut'
  return code === 'EENVELOPE' || code === 'EAUTH' ? 'deferred' : 'unreachable'
}

const oneLine = (text: string | undefined): string | null => text?.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim().slice(0, 400) ?? null

const tlsOf = ({ security, host }: MailSettings) => ({
  secure: security === 'tls', requireTLS: security === 'startTls', ignoreTLS: security === 'never',
  tls: { minVersion: 'TLSv1.2' as const, ...(isIP(host) === 0 ? { servername: host } : {}) },
})

/** Hears what the server answers and keeps nothing of it: 354 is the word after which the text goes over. */
const listener = (onTextWanted: () => void) => {
  const deaf = (): void => undefined
  const hear = (entry: { readonly tnx?: string }, said: unknown): void => { if (entry.tnx === 'server' && /^354/.test(String(said))) onTextWanted() }
  return { trace: deaf, debug: hear, info: deaf, warn: deaf, error: deaf, fatal: deaf }
}

/** A mailer for these settings; it connects for each message, as an agency sends few. It reads no file and fetches no address that a text names. */
export const makeMailer = (settings: MailSettings, patience: MailPatience = usual): Mailer => {
  const { host, port, login, from } = settings
  const options = {
    host, port, ...tlsOf(settings), ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: patience.connectMs, greetingTimeout: patience.answerMs, socketTimeout: patience.answerMs, dnsTimeout: patience.connectMs,
    disableFileAccess: true, disableUrlAccess: true, debug: true,
  }
  return {
    send: async ({ id, to, fromName, subject, text }) => {
      let handedOver = false
      const transport = createTransport({ ...options, logger: listener(() => { handedOver = true }) })
      try {
        const info = await transport.sendMail({
          from: { name: fromName, address: from }, to, subject, text, textEncoding: 'base64', messageId: `<${id}@quytrinh.${from.split('@')[1]}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }, signal: AbortSignal.timeout(patience.wholeMs),
        })
        return { outcome: 'sent', reply: oneLine(info.response) }
      } catch (error) {
        const failure = error as Failure
        return { outcome: outcomeOf(failure, handedOver), reply: oneLine(failure.response ?? failure.message) }
      } finally {
        transport.close()
      }
    },
  }
}
