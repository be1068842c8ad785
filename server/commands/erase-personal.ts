/** Erases the personal data of one dossier by a decision: entry in the journal and erasure in one transaction. */
import type { Dossier } from '../../schemas/dossier.ts'
import type { Place } from '../../schemas/erasure.ts'
import { DomainError } from '../../schemas/errors.ts'
import { saveDecision } from '../../storage/decisions.ts'
import { dossiersByCode, erasePersonal } from '../../storage/dossiers.ts'
import { inTransaction } from '../../storage/pool.ts'
import { applicantIdentity } from '../../storage/quality/erasures.ts'
import { decideErasure } from '../../workflows/dossier/erase.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'
import { erasePlaces, findPlaces } from './erase-places.ts'

/** `places`: where words of quality records go as well, as `findPlaces` names them, or `all`. */
export interface Erasure { readonly code: string; readonly agencyCode: string | null; readonly paper: { readonly number: string; readonly on: string }; readonly places?: readonly string[] }

/** @throws DomainError not-found (none, or several agencies have that code) */
const dossierCoded = async (deps: Pick<Deps, 'pool'>, { code, agencyCode }: Pick<Erasure, 'code' | 'agencyCode'>): Promise<Dossier> => {
  const [dossier, other] = await dossiersByCode(deps.pool, code, agencyCode)
  if (dossier === undefined || other !== undefined) throw new DomainError('not-found', { code, ...(other ? { reason: 'name-the-agency' } : {}) })
  return dossier
}

/** Where records of the quality system name the applicant of a dossier, before anything is erased. @throws DomainError not-found */
export async function placesOfApplicant(deps: Pick<Deps, 'pool'>, asked: Pick<Erasure, 'code' | 'agencyCode'>): Promise<readonly Place[]> {
  const { tenantId, id } = await dossierCoded(deps, asked)
  const identity = await applicantIdentity(deps.pool, tenantId, id)
  return identity === undefined ? [] : findPlaces(deps.pool, tenantId, identity)
}

/** Answers how many fields of the journal were erased, and where records of the quality system named the applicant. @throws DomainError not-found (none, or several agencies have that code), stale-version, invalid-request (no such place). */
export async function erasePersonalData(deps: Deps, erasure: Erasure): Promise<{ readonly code: string; readonly fields: number; readonly places: readonly Place[] }> {
  const { code, paper, places: named = [] } = erasure
  const dossier = await dossierCoded(deps, erasure)
  const { tenantId, id: dossierId } = dossier
  const nowMs = deps.clock.nowMs()
  const { calendar } = await deps.rules.rulesOf(dossier)
  const decision = decideErasure(dossier, { ...paper, nowMs, nonce: deps.nonce() })
  return inTransaction(deps.pool, async (client) => {
    await saveDecision(client, decision, {
      expected: dossier.version, recordedAtMs: nowMs, announce: false, idempotency: null, nextReminderAtMs: firstRungAt(calendar, decision.dossier),
    })
    const identity = await applicantIdentity(client, tenantId, dossierId)
    const places = identity === undefined ? [] : await erasePlaces(client, { tenantId, dossierId, ...paper, nowMs }, identity, named)
    return { code, places, fields: await erasePersonal(client, { tenantId, dossierId, nowMs, ground: `${paper.number}, ${paper.on}` }) }
  })
}
