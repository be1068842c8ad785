/** One event on one dossier: read, decide, write. At most two round trips; an acceptance that allots a code takes a transaction of four. */
import type { AdvanceDossier, Decision, DossierFacts } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { nextDossierNumber, readTransitionFacts, saveDecision, type TransitionFacts } from '../../storage/decisions.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import { findTenant } from '../../storage/tenants.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { dossierCode } from '../../workflows/dossier/code.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'
import { viewOf, type DossierView } from './dossier-view.ts'
import { replayed, requestHashOf } from './idempotency.ts'

export interface AdvanceRequest {
  readonly tokenHash: Buffer
  readonly dossierId: string
  /** The version that the client read, from If-Match. */
  readonly expectedVersion: number
  readonly idempotencyKey: string
  readonly body: AdvanceDossier
}

/** The dossier after the event; `replayed` true when this very request was carried out before. */
export interface Advanced { readonly dossier: DossierView; readonly replayed: boolean }

/**
 * Carries out one event, at most once for its key.
 * @throws DomainError not-signed-in | not-found | stale-version | idempotency-key-reused, and what `decideAdvance` refuses.
 */
export async function advanceDossier(deps: Deps, request: AdvanceRequest): Promise<Advanced> {
  const nowMs = deps.clock.nowMs()
  const requestHash = requestHashOf({ dossier: request.dossierId, version: request.expectedVersion, body: request.body })
  const known = await readFacts(deps, request, nowMs)
  const answered = replayed<DossierView>(known.replay, requestHash)
  if (answered !== null) return { dossier: answered, replayed: true }
  const facts = current(known, request)
  try {
    return { dossier: await carryOut(deps, { request, facts, nowMs, requestHash }), replayed: false }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'stale-version') throw error
    // The same request may have come twice at the same moment: the loser answers what the winner answered.
    const twin = replayed<DossierView>((await readFacts(deps, request, nowMs)).replay, requestHash)
    if (twin === null) throw error
    return { dossier: twin, replayed: true }
  }
}

async function readFacts(deps: Deps, request: AdvanceRequest, nowMs: number): Promise<TransitionFacts> {
  const { tokenHash, dossierId, idempotencyKey, body } = request
  const facts = await readTransitionFacts(deps.pool, { tokenHash, dossierId, idempotencyKey, assigneeId: body.assigneeId ?? null, nowMs })
  if (facts === null) throw new DomainError('not-signed-in')
  return facts
}

function current(known: TransitionFacts, { expectedVersion }: AdvanceRequest): DossierFacts {
  if (known.facts === null) throw new DomainError('not-found')
  const { version } = known.facts.dossier
  if (version !== expectedVersion) throw new DomainError('stale-version', { version, expectedVersion })
  return known.facts
}

interface Work { readonly request: AdvanceRequest; readonly facts: DossierFacts; readonly nowMs: number; readonly requestHash: string }

async function carryOut(deps: Deps, work: Work): Promise<DossierView> {
  const { request, facts, nowMs } = work
  const decideFor = (code?: string) => (rules: Rules) =>
    decideAdvance(rules, facts, { event: request.body, nowMs, nonce: deps.nonce(), ...(code === undefined ? {} : { code }) })
  // An acceptance is decided once before a number is taken, so that a refusal never waits for the lock on it.
  const { rules, decision } = await deps.rules.decideUnder(facts.dossier, decideFor(facts.dossier.code === null ? '0' : undefined))
  if (decision.dossier.code === facts.dossier.code) return keep(deps.pool, work, { rules, decision })
  const tenant = await findTenant(deps.orm.em.fork(), facts.dossier.tenantId)
  if (tenant === undefined) throw new DomainError('not-found')
  const on = localDateOf(nowMs, rules.calendar.calendar.zone)
  return inTransaction(deps.pool, async (client) => {
    const number = await nextDossierNumber(client, tenant.id, tenant.code, on)
    return keep(client, work, { rules, decision: decideFor(dossierCode(tenant.code, on, number))(rules) })
  })
}

async function keep(db: Executor, { request, facts, nowMs, requestHash }: Work, { rules, decision }: { rules: Rules; decision: Decision }): Promise<DossierView> {
  const view = viewOf(decision.dossier, rules.calendar)
  await saveDecision(db, decision, {
    expected: facts.dossier.version, recordedAtMs: nowMs, announce: true,
    nextReminderAtMs: firstRungAt(rules.calendar, decision.dossier),
    idempotency: { accountId: facts.actor.accountId, key: request.idempotencyKey, requestHash, status: 200, response: view },
  })
  return view
}
