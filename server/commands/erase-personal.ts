/** Erases the personal data of one dossier by a decision: entry in the journal and erasure in one transaction. */
import { DomainError } from '../../schemas/errors.ts'
import { saveDecision } from '../../storage/decisions.ts'
import { dossiersByCode, erasePersonal } from '../../storage/dossiers.ts'
import { inTransaction } from '../../storage/pool.ts'
import { decideErasure } from '../../workflows/dossier/erase.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'

export interface Erasure { readonly code: string; readonly agencyCode: string | null; readonly paper: { readonly number: string; readonly on: string } }

/** Answers how many fields of the journal were erased. @throws DomainError not-found (none, or several agencies have that code), stale-version. */
export async function erasePersonalData(deps: Deps, erasure: Erasure): Promise<{ readonly code: string; readonly fields: number }> {
  const [dossier, other] = await dossiersByCode(deps.pool, erasure.code, erasure.agencyCode)
  if (dossier === undefined || other !== undefined) throw new DomainError('not-found', { code: erasure.code, ...(other ? { reason: 'name-the-agency' } : {}) })
  const nowMs = deps.clock.nowMs()
  const { calendar } = await deps.rules.rulesOf(dossier)
  const decision = decideErasure(dossier, { ...erasure.paper, nowMs, nonce: deps.nonce() })
  return inTransaction(deps.pool, async (client) => {
    await saveDecision(client, decision, {
      expected: dossier.version, recordedAtMs: nowMs, announce: false, idempotency: null, nextReminderAtMs: firstRungAt(calendar, decision.dossier),
    })
    return { code: erasure.code, fields: await erasePersonal(client, { tenantId: dossier.tenantId, dossierId: dossier.id, nowMs, ground: `${erasure.paper.number}, ${erasure.paper.on}` }) }
  })
}
