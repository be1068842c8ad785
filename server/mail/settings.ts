/** What the environment says about sending e-mail. */
import { Check } from 'typebox/value'
import { MailAddress } from '../../schemas/notice.ts'

/**
 * How the connection is guarded: `tls` from its beginning, `startTls` before anything is said, `whenOffered` where nothing secret is sent, and
 * `never` only when the administrator says so.
 */
export type MailSecurity = 'tls' | 'startTls' | 'whenOffered' | 'never'

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  readonly login: { readonly user: string; readonly password: string } | null
  readonly from: string
}

type Given = (name: string) => string | undefined

const names = ['SMTP_URL', 'SMTP_HOST', 'SMTP_PORT', 'SMTP_USER', 'SMTP_PASSWORD', 'SMTP_SECURE', 'SMTP_FROM'] as const
const ports: Readonly<Record<string, number>> = { tls: 465, startTls: 587, whenOffered: 25, never: 25 }

interface Server { readonly host: string; readonly port: string; readonly user: string; readonly password: string; readonly secure: string }

/** The parts of SMTP_URL, or the variables beside it. A URL may hold a password, so it is never repeated in a message. */
const serverOf = (given: Given, faults: string[]): Server => {
  const url = given('SMTP_URL')
  const secure = given('SMTP_SECURE') ?? ''
  if (url === undefined) return { host: given('SMTP_HOST') ?? '', port: given('SMTP_PORT') ?? '', user: given('SMTP_USER') ?? '', password: given('SMTP_PASSWORD') ?? '', secure }
  const others = ['SMTP_HOST', 'SMTP_PORT', 'SMTP_USER', 'SMTP_PASSWORD'].filter((name) => given(name) !== undefined)
  if (others.length > 0) faults.push(`SMTP_URL says it all: take ${others.join(', ')} away, or SMTP_URL`)
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '') {
    faults.push('SMTP_URL must look like smtp://user:password@mail.example:587, or smtps:// for TLS from the beginning')
    return { host: '', port: '', user: '', password: '', secure }
  }
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''), port: parsed.port, user: decodeURIComponent(parsed.username), password: decodeURIComponent(parsed.password),
    secure: secure === '' && parsed.protocol === 'smtps:' ? 'true' : secure,
  }
}

const securityOf = ({ secure, user }: Server, faults: string[]): MailSecurity => {
  if (secure === 'true') return 'tls'
  if (secure === 'false') return 'never'
  if (secure !== '' && secure !== 'starttls') faults.push(`SMTP_SECURE must be starttls, true (TLS from the beginning) or false (none), not "${secure}"`)
  return secure === 'starttls' || user !== '' ? 'startTls' : 'whenOffered'
}

/** The settings; undefined when nothing is said, and then no e-mail is sent. Every fault is added to `faults`. */
export const readMailSettings = (given: Given, faults: string[]): MailSettings | undefined => {
  if (names.every((name) => given(name) === undefined)) return undefined
  const before = faults.length
  const server = serverOf(given, faults)
  const from = given('SMTP_FROM') ?? ''
  if (server.host === '' && faults.length === before) faults.push('SMTP_HOST or SMTP_URL must be set too: it says where e-mail goes')
  if (!Check(MailAddress, from)) faults.push('SMTP_FROM must be one address, such as quytrinh@agency.gov.vn: it says where e-mail comes from')
  if ((server.user === '') !== (server.password === '')) faults.push('SMTP_USER and SMTP_PASSWORD go together')
  const security = securityOf(server, faults)
  const port = server.port === '' ? ports[security] ?? 25 : Number(server.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.push('SMTP_PORT must be a whole number from 1 to 65535')
  return { host: server.host, port, security, login: server.user === '' ? null : { user: server.user, password: server.password }, from }
}
