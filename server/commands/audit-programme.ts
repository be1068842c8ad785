/** The yearly programme of internal audits: every version kept, the newest holds. */
import type { AuditProgramme, ProgrammeEntry, ProgrammeView } from '../../schemas/audit.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Executor } from '../../storage/pool.ts'
import { addProgramme, type KeptEntry, readProgrammes } from '../../storage/quality/audits.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { listUnits } from '../../storage/units.ts'
import { mayPlan } from '../../workflows/audit/authority.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import type { Capacity } from '../../workflows/dossier/authority.ts'
import { chain, chainStart } from '../../workflows/evidence/chain.ts'
import type { Deps } from '../deps.ts'
import { once, type Done } from './once.ts'

const viewOf = ({ seq, at, actor, programme }: ProgrammeEntry, zone: string): ProgrammeView => ({ version: seq, at: formatInstant(parseInstant(at, 'UTC'), zone), by: actor.account, programme })

/** The programme of a year as it holds now; null when there is none. */
export const programmeOf = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, year: number): Promise<ProgrammeView | null> => {
  const last = (await readProgrammes(deps.pool, reader.tenantId, year)).at(-1)
  return last === undefined ? null : viewOf(JSON.parse(last.canonical) as ProgrammeEntry, reader.zone)
}

/** The programme of a year as it was known at an instant; null when there was none. */
export const programmeKnown = async (deps: Pick<Deps, 'pool'>, tenantId: string, { year, knownAtMs }: { readonly year: number; readonly knownAtMs: number }): Promise<AuditProgramme | null> =>
  (await readProgrammes(deps.pool, tenantId, year)).map(({ canonical }) => JSON.parse(canonical) as ProgrammeEntry).findLast(({ at }) => parseInstant(at, 'UTC') <= knownAtMs)?.programme ?? null

/** Keeps the next version of a programme, chained to the last one, in the caller's transaction. @throws DomainError stale-version */
export const keepProgramme = async (
  db: Executor, tenantId: string, { accountId, capacity: { onBehalfOf, role }, nowMs }: { readonly accountId: string; readonly capacity: Capacity; readonly nowMs: number }, programme: AuditProgramme, last?: KeptEntry,
): Promise<ProgrammeEntry> => {
  const seq = (last?.seq ?? 0) + 1
  const { entry, canonical, hash } = chain<ProgrammeEntry>({
    v: 1, tenant: tenantId, seq, prev: last?.hash ?? chainStart, at: formatInstant(nowMs, 'UTC'), actor: { account: accountId, onBehalfOf, role }, programme,
  })
  await addProgramme(db, tenantId, { year: programme.year, at: entry.at, accountId }, { seq, canonical, hash })
  return entry
}

/** Decides on a programme, the next version of its year; `expected` 0: the first. @throws DomainError role-not-granted | unit-unknown | stale-version | idempotency-key-reused */
export const setProgramme = async (deps: Deps, { person, key, expected, body }: { readonly person: SignedInPerson; readonly key: string; readonly expected: number; readonly body: AuditProgramme }): Promise<Done<ProgrammeView>> =>
  once(deps, { person, key, request: { auditProgramme: body, expected } }, async (em) => {
    const { tenantId, zone, accountId, roles, today } = person.reader
    const capacity = mayPlan({ accountId, roles: roles.slice() })
    const units = new Set((await listUnits(deps.orm.em.fork(), tenantId, today)).map(({ id }) => id))
    if (body.lines.some(({ unitId }) => !units.has(unitId))) throw new DomainError('unit-unknown', { at: '/lines' })
    const db = executorIn(em)
    const last = (await readProgrammes(db, tenantId, body.year)).at(-1)
    if ((last?.seq ?? 0) !== expected) throw new DomainError('stale-version', { version: last?.seq ?? 0, expectedVersion: expected })
    return viewOf(await keepProgramme(db, tenantId, { accountId, capacity, nowMs: deps.clock.nowMs() }, body, last), zone)
  })
