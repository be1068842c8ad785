/** Makes an evidence pack of one or several dossiers: for somebody who may read them, or for the operator. */
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readDossier } from '../../storage/dossiers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findTenant } from '../../storage/tenants.ts'
import type { Deps } from '../deps.ts'
import { collect, type EvidenceCase } from '../evidence/collect.ts'
import { makePack } from '../evidence/pack.ts'

/** Dossiers in one pack: about 300 pages, some seconds. */
export const packDossiersMax = 50

/** Roles that only look on. Whoever holds no other gets a pack in which the applicant's data is covered. */
const onlookers: ReadonlySet<string> = new Set(['internalAuditor', 'inspector', 'isoSecretary', 'qualityManager', 'businessAdmin', 'technicalAdmin'])

export interface Packed { readonly fileName: string; readonly bytes: Uint8Array }

/** The pack of these dossiers of one agency. @throws DomainError not-found (none), period-too-long (more than `packDossiersMax`) */
export async function packDossiers(deps: Deps, dossiers: readonly Dossier[], { clear }: { readonly clear: boolean }): Promise<Packed> {
  const [first] = dossiers
  if (first === undefined) throw new DomainError('not-found')
  if (dossiers.length > packDossiersMax) throw new DomainError('period-too-long', { dossiersMax: packDossiersMax })
  const tenant = await findTenant(deps.orm.em.fork(), first.tenantId)
  if (tenant === undefined || dossiers.some(({ tenantId }) => tenantId !== tenant.id)) throw new DomainError('not-found')
  const nowMs = deps.clock.nowMs()
  const cases: EvidenceCase[] = []
  for (const dossier of dossiers) cases.push(await collect(deps, dossier, { clear, nowMs }))
  return makePack({ agencyCode: tenant.code, agency: tenant.name.vi, clear, madeAtMs: nowMs, zone: tenant.zone, cases })
}

/** The pack of one dossier for who may read it; personal data as far as their roles go. @throws DomainError not-found */
export async function packForPerson(deps: Deps, { reader }: SignedInPerson, id: string): Promise<Packed> {
  const found = await readDossier(deps.pool, reader, { id })
  if (found === null) throw new DomainError('not-found')
  return packDossiers(deps, [found.facts.dossier], { clear: reader.roles.some(({ role }) => !onlookers.has(role)) })
}
