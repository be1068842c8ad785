/** For commands that need the database: DATABASE_URL, or the embedded server, joined when a running service holds it. */
import { resolve } from 'node:path'
import type { Tenant } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { logAgencyCode } from '../commands/log-agency.ts'
import { ConfigError, readS3 } from '../config.ts'
import { openService, type Opened } from '../open.ts'

const given = (name: string): string | undefined => process.env[name]?.trim() || undefined

/** The folder that everything of this installation lies in. */
export const dataDirOf = (): string => resolve(given('DATA_DIR') ?? 'data')

/** Opens the service's database, runs `work`, and closes what was opened. */
export async function withService<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const faults: string[] = []
  const s3 = readS3(process.env, faults)
  if (faults.length > 0) throw new ConfigError(faults)
  const opened = await openService({
    s3, databaseUrl: given('DATABASE_URL'), dataDir: dataDirOf(), poolSize: 4,
    onNotice: (message) => process.stderr.write(`${message}\n`),
  })
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

/** The agency named; without a name the only one, the agency of imported logs left aside. @throws DomainError not-found */
export const agencyOf = (tenants: readonly Tenant[], code: string | undefined): Tenant => {
  const own = tenants.filter((tenant) => tenant.code !== logAgencyCode)
  const fitting = code === undefined ? (own.length > 0 ? own : tenants) : tenants.filter((tenant) => tenant.code === code)
  if (fitting.length !== 1) throw new DomainError('not-found', { reason: 'name-the-agency', agencies: tenants.slice(0, 50).map((tenant) => tenant.code) })
  return fitting[0]!
}
