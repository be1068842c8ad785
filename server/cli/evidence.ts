/** `quytrinh evidence CODE... --out FILE.zip`: what an auditor needs to judge dossiers without this service. */
import { writeFileSync } from 'node:fs'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { packDossiersMax } from '../../schemas/task.ts'
import { dossiersByCode } from '../../storage/dossiers.ts'
import { lateResults } from '../../storage/evidence.ts'
import { listTenants } from '../../storage/tenants.ts'
import { addDays, startOfDateMs } from '../../workflows/calendar/index.ts'
import { packDossiers } from '../commands/evidence-pack.ts'
import type { Deps } from '../deps.ts'
import { UsageError, type Command } from './command.ts'
import { oneOfWords, readOptions, required, type Options } from './options.ts'
import { agencyOf, withService } from './service.ts'

/** The dossier of a code or id. @throws DomainError not-found (none, or several agencies have it) */
const dossierOf = async (deps: Deps, code: string, agencyCode: string | null): Promise<Dossier> => {
  const [dossier, other] = await dossiersByCode(deps.pool, code, agencyCode)
  if (dossier === undefined || other !== undefined) throw new DomainError('not-found', { code: code.slice(0, 80), ...(other ? { reason: 'name-the-agency' } : {}) })
  return dossier
}

const dateOption = (options: Options, name: string): string => {
  const date = required(options, name)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new UsageError(`--${name} is a date such as 2026-03-31`)
  return date
}

/** Every dossier whose late result was ready on these days. @throws DomainError not-found, period-too-long */
const lateIn = async (deps: Deps, options: Options): Promise<Dossier[]> => {
  const tenant = agencyOf(await listTenants(deps.orm.em.fork()), options.values['agency'])
  const [from, to] = [dateOption(options, 'from'), dateOption(options, 'to')]
  const stretch = { fromMs: startOfDateMs(from, tenant.zone), toMs: startOfDateMs(addDays(to, 1), tenant.zone) }
  return lateResults(deps.pool, tenant.id, stretch, packDossiersMax + 1)
}

/** Writes the pack. `--late --from --to` takes the place of codes. @throws UsageError; DomainError not-found, period-too-long, calendar-unknown, file-unreadable */
export const run: Command = async (args) => {
  const late = args.includes('--late')
  const options = readOptions(args.filter((arg) => arg !== '--late'), ['out', 'agency', 'personal', 'from', 'to'], late ? 0 : { least: 1, most: packDossiersMax })
  const out = required(options, 'out')
  const clear = oneOfWords(options.values['personal'] ?? 'no', ['yes', 'no'], 'personal') === 'yes'
  if (!late && (options.values['from'] ?? options.values['to']) !== undefined) throw new UsageError('--from and --to go with --late')
  const value = await withService(async ({ deps }) => {
    const dossiers = late ? await lateIn(deps, options) : await Promise.all([...new Set(options.words)].map((code) => dossierOf(deps, code, options.values['agency'] ?? null)))
    const { bytes } = await packDossiers(deps, dossiers, { reader: null, clear })
    writeFileSync(out, bytes)
    return { file: out, bytes: bytes.length, dossiers: dossiers.map(({ code, id }) => code ?? id), personalData: clear ? 'clear' : 'redacted' }
  })
  return { value, text: `${value.file}: ${value.dossiers.length} dossier(s), ${value.bytes} bytes, personal data ${value.personalData}` }
}
