/** What the environment says about this installation. Every variable has a row in the README. */
import { resolve } from 'node:path'
import { officeProgram } from './files/office.ts'
import { type MailSettings, readMailSettings } from './mail/settings.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface S3Config {
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
  readonly bucket: string
  readonly region: string
}

export interface Config {
  /** Absent: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Absent: objects lie on disk under `dataDir`. */
  readonly s3: S3Config | undefined
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly logLevel: LogLevel
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed; empty: none. */
  readonly trustProxy: readonly string[]
  /** Requests a minute for each signed-in session, and for each address that has not signed in. */
  readonly sessionRequestsPerMinute: number
  readonly addressRequestsPerMinute: number
  /** Connections of the service's own database pool. */
  readonly poolSize: number
  /** Absent: no e-mail is sent. */
  readonly mail: MailSettings | undefined
  /** Where people open the service, for links in e-mail; absent: there are none. */
  readonly publicUrl: string | undefined
  /** The program of LibreOffice; where there is none, office files have no PDF. */
  readonly soffice: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Thrown with every fault at once, so that an administrator mends the environment in one go. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`the environment is not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

interface Range { readonly min: number; readonly max: number; readonly fallback: number }

const given = (environment: Environment, name: string): string | undefined => {
  const value = environment[name]?.trim()
  return value === '' ? undefined : value
}

const integer = (environment: Environment, name: string, range: Range, faults: string[]): number => {
  const value = given(environment, name)
  if (value === undefined) return range.fallback
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= range.max) return number
  faults.push(`${name} must be a whole number from ${range.min} to ${range.max}, not "${value}"`)
  return range.fallback
}

const s3Names = ['S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'S3_BUCKET'] as const

/** The S3 server of the environment, if it names one; what is wrong is added to `faults`. */
export const readS3 = (environment: Environment, faults: string[]): S3Config | undefined => {
  const values = s3Names.map((name) => given(environment, name))
  if (values.every((value) => value === undefined)) return undefined
  const missing = s3Names.filter((_, index) => values[index] === undefined)
  if (missing.length > 0) faults.push(`${missing.join(', ')} must be set too: object storage needs all of ${s3Names.join(', ')}`)
  const [endpoint = '', accessKey = '', secretKey = '', bucket = ''] = values
  if (endpoint !== '' && !/^https?:\/\/[^\s/]+\/?$/.test(endpoint)) faults.push('S3_ENDPOINT must look like https://objects.example:9000')
  if (bucket !== '' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) faults.push('S3_BUCKET must be 3 to 63 small letters, digits, dots and dashes')
  return { endpoint, accessKey, secretKey, bucket, region: given(environment, 'S3_REGION') ?? 'us-east-1' }
}

const readDatabaseUrl = (environment: Environment, faults: string[]): string | undefined => {
  const value = given(environment, 'DATABASE_URL')
  // The value itself may hold a password, so that it is never repeated in a message.
  if (value !== undefined && !/^postgres(ql)?:\/\/\S+$/.test(value)) faults.push('DATABASE_URL must begin with postgres:// or postgresql://')
  return value
}

const readLogLevel = (environment: Environment, faults: string[]): LogLevel => {
  const value = given(environment, 'LOG_LEVEL') ?? 'info'
  const level = logLevels.find((known) => known === value)
  if (level === undefined) faults.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${value}"`)
  return level ?? 'info'
}

const readPublicUrl = (environment: Environment, faults: string[]): string | undefined => {
  const value = given(environment, 'PUBLIC_URL')?.replace(/\/+$/, '')
  if (value !== undefined && !/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(value)) faults.push('PUBLIC_URL must look like https://ho-so.agency.gov.vn')
  return value
}

/**
 * Reads the environment. HOST is `localhost` unless set: the service is not shown to a network that nobody asked for.
 * @throws ConfigError with every fault
 */
export const readConfig = (environment: Environment): Config => {
  const faults: string[] = []
  const config: Config = {
    databaseUrl: readDatabaseUrl(environment, faults),
    s3: readS3(environment, faults),
    host: given(environment, 'HOST') ?? 'localhost',
    port: integer(environment, 'PORT', { min: 0, max: 65_535, fallback: 3000 }, faults),
    dataDir: resolve(given(environment, 'DATA_DIR') ?? 'data'),
    logLevel: readLogLevel(environment, faults),
    trustProxy: (given(environment, 'TRUST_PROXY') ?? '').split(',').map((part) => part.trim()).filter((part) => part !== ''),
    sessionRequestsPerMinute: integer(environment, 'RATE_LIMIT_SESSION', { min: 1, max: 100_000_000, fallback: 1_000_000 }, faults),
    addressRequestsPerMinute: integer(environment, 'RATE_LIMIT_ADDRESS', { min: 1, max: 100_000_000, fallback: 1_200 }, faults),
    poolSize: integer(environment, 'POOL_SIZE', { min: 2, max: 200, fallback: 16 }, faults),
    mail: readMailSettings((name) => given(environment, name), faults),
    publicUrl: readPublicUrl(environment, faults),
    soffice: given(environment, 'SOFFICE') ?? officeProgram,
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}
