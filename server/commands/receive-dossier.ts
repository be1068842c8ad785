/** Receives a dossier: at the desk with a code and a due date, or filed online without. Code and acceptance are one transaction. */
import type { Decision, ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addApplicant, nextDossierNumber, readReceiptFacts, saveDecision, type ReceiptFacts } from '../../storage/decisions.ts'
import { newId } from '../../storage/ids.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import { dossierCode } from '../../workflows/dossier/code.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { decideReceive, type NewDossier } from '../../workflows/dossier/receive.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'
import { viewOf, type DossierView } from './dossier-view.ts'
import { replayed, requestHashOf } from './idempotency.ts'

export interface ReceiveRequest { readonly tokenHash: Buffer; readonly idempotencyKey: string; readonly body: ReceiveDossier }
export interface Received { readonly dossier: DossierView; readonly replayed: boolean }

/**
 * Begins a dossier, at most once for its key.
 * @throws DomainError not-signed-in | procedure-unknown | procedure-not-effective | unit-unknown | calendar-unknown |
 * idempotency-key-reused, and what `decideReceive` refuses.
 */
export async function receiveDossier(deps: Deps, request: ReceiveRequest): Promise<Received> {
  const nowMs = deps.clock.nowMs()
  const requestHash = requestHashOf({ receive: request.body })
  const facts = await readFacts(deps, request, nowMs)
  const answered = replayed<DossierView>(facts.replay, requestHash)
  if (answered !== null) return { dossier: answered, replayed: true }
  try {
    return { dossier: await carryOut(deps, request, facts, { nowMs, requestHash }), replayed: false }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'stale-version') throw error
    const twin = replayed<DossierView>((await readFacts(deps, request, nowMs)).replay, requestHash)
    if (twin === null) throw error
    return { dossier: twin, replayed: true }
  }
}

async function readFacts(deps: Deps, { tokenHash, idempotencyKey, body }: ReceiveRequest, nowMs: number): Promise<ReceiptFacts> {
  const facts = await readReceiptFacts(deps.pool, {
    tokenHash, idempotencyKey, procedureCode: body.procedureCode, nowMs,
    receivingUnitId: body.receivingUnitId ?? null, responsibleUnitId: body.responsibleUnitId ?? null,
  })
  if (facts === null) throw new DomainError('not-signed-in')
  return facts
}

interface When { readonly nowMs: number; readonly requestHash: string }

async function carryOut(deps: Deps, request: ReceiveRequest, facts: ReceiptFacts, when: When): Promise<DossierView> {
  const { rules, made } = await prepared(deps, request.body, facts)
  const people = { actor: { accountId: facts.accountId, roles: facts.roles.slice() }, receivingLine: facts.receivingLine, responsibleLine: facts.responsibleLine }
  const decide = (code: string | null) => decideReceive(rules, made, people, { request: request.body, nowMs: when.nowMs, nonce: deps.nonce(), code })
  // Decided once before a number is taken: a refusal never waits for the lock on it, and a dossier that is only filed takes none.
  const numbered = decide('0').dossier.code !== null
  return inTransaction(deps.pool, async (client) => {
    const number = numbered ? await nextDossierNumber(client, facts.tenantId, facts.agencyCode, facts.today) : null
    const decision = decide(number === null ? null : dossierCode(facts.agencyCode, facts.today, number))
    return keep(client, { decision, rules, request, facts, when })
  })
}

async function prepared(deps: Deps, body: ReceiveDossier, facts: ReceiptFacts): Promise<{ rules: Rules; made: NewDossier }> {
  if (facts.procedure === null) throw new DomainError(facts.procedureExists ? 'procedure-not-effective' : 'procedure-unknown', { procedure: body.procedureCode, on: facts.today })
  if (facts.receivingUnitId === null) throw new DomainError('unit-unknown', { at: '/receivingUnitId' })
  if (facts.responsibleUnitId === null) throw new DomainError('unit-unknown', { at: '/responsibleUnitId' })
  if (facts.calendarVersion === null) throw new DomainError('calendar-unknown', { calendar: facts.calendarId })
  const { hash, definition } = facts.procedure
  const compiled = deps.rules.keepProcedure(hash, definition)
  const calendar = await deps.rules.calendarOf({ tenantId: facts.tenantId, calendarId: facts.calendarId, calendarVersion: facts.calendarVersion })
  const made = { id: newId(), tenantId: facts.tenantId, procedureHash: hash, receivingUnitId: facts.receivingUnitId, responsibleUnitId: facts.responsibleUnitId }
  return { rules: { compiled, calendar }, made }
}

interface Keeping { readonly decision: Decision; readonly rules: Rules; readonly request: ReceiveRequest; readonly facts: ReceiptFacts; readonly when: When }

async function keep(db: Executor, { decision, rules, request, facts, when }: Keeping): Promise<DossierView> {
  const view = viewOf(decision.dossier, rules.calendar)
  await saveDecision(db, decision, {
    expected: 0, recordedAtMs: when.nowMs, announce: true, nextReminderAtMs: firstRungAt(rules.calendar, decision.dossier),
    idempotency: { accountId: facts.accountId, key: request.idempotencyKey, requestHash: when.requestHash, status: 201, response: view },
  })
  await addApplicant(db, decision.dossier.tenantId, decision.dossier.id, request.body.applicant, request.body.subject ?? null)
  return view
}
