/** Makes an evidence pack of one or several dossiers: for somebody who may read them, or for the operator. */
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { packDossiersMax } from '../../schemas/task.ts'
import { readDossier, type Reader } from '../../storage/dossiers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findTenant } from '../../storage/tenants.ts'
import type { Deps } from '../deps.ts'
import { collect, type EvidenceCase } from '../evidence/collect.ts'
import { makePack } from '../evidence/pack.ts'

/** Roles that only look on. Whoever holds no other gets a pack in which the applicant's data is covered. */
const onlookers: ReadonlySet<string> = new Set(['internalAuditor', 'inspector', 'isoSecretary', 'qualityManager', 'businessAdmin', 'technicalAdmin'])

export interface Packed { readonly fileName: string; readonly bytes: Uint8Array; readonly dossiers: number }

/** For whom a pack is made: `reader` null, the operator; `clear` with the applicant's data. */
interface PackFor { readonly reader: Reader | null; readonly clear: boolean; readonly onDone?: (dossiers: number) => Promise<void> }

/** The pack of these dossiers of one agency; `onDone` is told how many have been looked through. @throws DomainError not-found (none), period-too-long (more than `packDossiersMax`) */
export async function packDossiers(deps: Deps, dossiers: readonly Dossier[], { reader, clear, onDone = async () => undefined }: PackFor): Promise<Packed> {
  const [first] = dossiers
  if (first === undefined) throw new DomainError('not-found')
  if (dossiers.length > packDossiersMax) throw new DomainError('period-too-long', { dossiersMax: packDossiersMax })
  const tenant = await findTenant(deps.orm.em.fork(), first.tenantId)
  if (tenant === undefined || dossiers.some(({ tenantId }) => tenantId !== tenant.id)) throw new DomainError('not-found')
  const nowMs = deps.clock.nowMs()
  const cases: EvidenceCase[] = []
  for (const dossier of dossiers) {
    cases.push(await collect(deps, dossier, { reader, clear, nowMs }))
    await onDone(cases.length)
  }
  return { ...await makePack({ agencyCode: tenant.code, agency: tenant.name.vi, clear, madeAtMs: nowMs, zone: tenant.zone, cases }), dossiers: cases.length }
}

/** The pack of dossiers for who may read them; those that they may not read are left out. Personal data as far as their roles go. @throws DomainError not-found when none is left */
export async function packForPerson(deps: Deps, { reader }: SignedInPerson, ids: readonly string[], onDone?: (dossiers: number) => Promise<void>): Promise<Packed> {
  const found = await Promise.all(ids.map((id) => readDossier(deps.pool, reader, { id })))
  const clear = reader.roles.some(({ role }) => !onlookers.has(role))
  return packDossiers(deps, found.flatMap((one) => (one === null ? [] : [one.facts.dossier])), { reader, clear, ...(onDone === undefined ? {} : { onDone }) })
}
