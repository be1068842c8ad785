/** A decision is read for and kept here: the facts in one statement, the whole of what follows in another. Plain SQL, for speed (README, Storage). */
import type { Json } from '../schemas/common.ts'
import type { Applicant, ChainedEntry, Decision, Dossier, DossierFacts, HeldRole } from '../schemas/dossier.ts'
import { DomainError } from '../schemas/errors.ts'
import type { ProcedureDefinition } from '../schemas/procedure.ts'
import { toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** The stored answer to a request that came before under the same key. */
export interface Replay { readonly requestHash: string; readonly response: Json }

/** Facts of one transition; null: no such session. `dossier` null inside: unknown to this agency. */
export interface TransitionFacts {
  readonly tenantId: string
  readonly accountId: string
  readonly facts: DossierFacts | null
  readonly replay: Replay | null
}

interface TransitionRow {
  tenant_id: string; account_id: string; dossier: Dossier | null; roles: HeldRole[]; receiving_line: string[]
  responsible_line: string[] | null; assignee_roles: HeldRole[] | null; request_hash: string | null; response: Json
}

export interface TransitionQuestion {
  readonly tokenHash: Buffer
  readonly dossierId: string
  readonly idempotencyKey: string
  readonly assigneeId: string | null
  readonly nowMs: number
}

/** All that decides one transition, in one round trip; null when the session is unknown or has ended. */
export async function readTransitionFacts(db: Executor, question: TransitionQuestion): Promise<TransitionFacts | null> {
  const { tokenHash, dossierId, idempotencyKey, assigneeId, nowMs } = question
  const { rows } = await db.query<TransitionRow>(statement('transition-facts', [tokenHash, dossierId, idempotencyKey, assigneeId, nowMs]))
  const row = rows[0]
  if (row === undefined) return null
  const facts: DossierFacts | null = row.dossier === null ? null : {
    dossier: row.dossier, actor: { accountId: row.account_id, roles: row.roles },
    receivingLine: row.receiving_line, responsibleLine: row.responsible_line ?? row.receiving_line,
    assignee: assigneeId === null || row.assignee_roles === null ? null : { accountId: assigneeId, roles: row.assignee_roles },
  }
  return { tenantId: row.tenant_id, accountId: row.account_id, facts, replay: replayOf(row) }
}

const replayOf = (row: { request_hash: string | null; response: Json }): Replay | null =>
  row.request_hash === null ? null : { requestHash: row.request_hash, response: row.response }

/** Facts of a receipt. `procedure` null: none of that code in force today. */
export interface ReceiptFacts {
  readonly tenantId: string
  readonly accountId: string
  readonly today: string
  readonly agencyCode: string
  readonly calendarId: string
  readonly calendarVersion: number | null
  readonly roles: readonly HeldRole[]
  readonly procedure: { readonly hash: string; readonly definition: ProcedureDefinition } | null
  readonly procedureExists: boolean
  readonly receivingUnitId: string | null
  readonly responsibleUnitId: string | null
  readonly receivingLine: readonly string[]
  readonly responsibleLine: readonly string[]
  readonly replay: Replay | null
}

interface ReceiptRow {
  tenant_id: string; account_id: string; today: string; agency_code: string; calendar_id: string; calendar_version: number | null
  roles: HeldRole[]; procedure: { hash: string; definition: ProcedureDefinition } | null; procedure_exists: boolean
  receiving_unit_id: string | null; responsible_unit_id: string | null; receiving_line: string[]; responsible_line: string[]
  request_hash: string | null; response: Json
}

export interface ReceiptQuestion {
  readonly tokenHash: Buffer
  readonly procedureCode: string
  readonly idempotencyKey: string
  readonly receivingUnitId: string | null
  readonly responsibleUnitId: string | null
  readonly nowMs: number
}

/** All that decides a receipt, in one round trip; null when the session is unknown or has ended. */
export async function readReceiptFacts(db: Executor, question: ReceiptQuestion): Promise<ReceiptFacts | null> {
  const { tokenHash, procedureCode, idempotencyKey, receivingUnitId, responsibleUnitId, nowMs } = question
  const values = [tokenHash, procedureCode, idempotencyKey, receivingUnitId, responsibleUnitId, nowMs]
  const { rows } = await db.query<ReceiptRow>(statement('receipt-facts', values))
  const row = rows[0]
  if (row === undefined) return null
  return {
    tenantId: row.tenant_id, accountId: row.account_id, today: row.today, agencyCode: row.agency_code, calendarId: row.calendar_id,
    calendarVersion: row.calendar_version, roles: row.roles, procedure: row.procedure, procedureExists: row.procedure_exists,
    receivingUnitId: row.receiving_unit_id, responsibleUnitId: row.responsible_unit_id,
    receivingLine: row.receiving_line, responsibleLine: row.responsible_line, replay: replayOf(row),
  }
}

/** The next number of the agency and agency-local date. Call inside the transaction that keeps the decision: a rollback leaves no gap. */
export async function nextDossierNumber(db: Executor, tenantId: string, agencyCode: string, on: string): Promise<number> {
  const { rows } = await db.query<{ number: number }>(statement('next-dossier-number', [tenantId, agencyCode, on]))
  return rows[0]!.number
}

/** Sets the counters of days whose dossiers were numbered before they were kept, by agency-local date. Only for days that have none yet. */
export async function keepDossierNumbers(db: Executor, tenantId: string, agencyCode: string, last: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...last].map(([on_date, last_number]) => ({ on_date, last_number }))
  await db.query(statement('keep-dossier-numbers', [tenantId, agencyCode, JSON.stringify(rows)]))
}

/** The answer to be kept for a repeated request. */
export interface Idempotency { readonly accountId: string; readonly key: string; readonly requestHash: string; readonly status: number; readonly response: Json }

/** What goes with a decision beside itself. */
export interface Keeping {
  /** The version that was read; 0 for a dossier that begins. */
  readonly expected: number
  /** When the first reminder may be due; null for none. */
  readonly nextReminderAtMs: number | null
  readonly recordedAtMs: number
  readonly idempotency: Idempotency | null
  /** False for histories taken over from elsewhere: nothing is to be sent for them. */
  readonly announce: boolean
}

/**
 * Keeps a decision in one statement: dossier, journal, personal fields, open steps, outbox, idempotent answer; all or nothing.
 * @throws DomainError stale-version when somebody else was first; idempotency-key-reused when the key came in meanwhile.
 */
export async function saveDecision(db: Executor, decision: Decision, keeping: Keeping): Promise<void> {
  const { dossier } = decision
  const values = [
    keeping.expected, JSON.stringify(toRow(dossier, keeping.nextReminderAtMs)), JSON.stringify(dossier),
    JSON.stringify(decision.entries.map(toJournalRow)), decision.personal.length > 0 ? JSON.stringify(decision.personal) : null,
    JSON.stringify(dossier.steps.map(toStepRow)), keeping.announce ? effectRows(decision, keeping.recordedAtMs) : null,
    keeping.idempotency === null ? null : JSON.stringify(toIdempotencyRow(keeping.idempotency, keeping.recordedAtMs)),
  ]
  try {
    await db.query(statement('save-decision', values))
  } catch (error) {
    throw refusalOf(error)
  }
}

/**
 * Keeps many decisions of dossiers that exist in one statement, all or none; nothing personal comes with them, nothing is announced.
 * @throws DomainError stale-version when somebody else was first at one of them
 */
export async function saveDecisions(db: Executor, all: readonly { readonly decision: Decision; readonly keeping: Pick<Keeping, 'expected' | 'nextReminderAtMs'> }[]): Promise<void> {
  if (all.length === 0) return
  const rows = all.map(({ decision: { dossier, entries }, keeping: { expected, nextReminderAtMs } }) =>
    ({ expected, row: toRow(dossier, nextReminderAtMs), body: dossier, entries: entries.map(toJournalRow), steps: dossier.steps.map(toStepRow) }))
  try {
    await db.query(statement('save-decisions', [JSON.stringify(rows)]))
  } catch (error) {
    throw refusalOf(error)
  }
}

/** A decision that begins a dossier, as the rows that `save_decision` keeps: for many at once. Nothing is announced. */
export const rowsOfBeginning = ({ dossier, entries, personal }: Decision, nextReminderAtMs: number | null = null) =>
  ({ row: toRow(dossier, nextReminderAtMs), body: dossier, entries: entries.map(toJournalRow), personal, steps: dossier.steps.map(toStepRow) })

function refusalOf(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '40001') return new DomainError('stale-version')
  if (code === '23505' && constraint === 'idempotency_pkey') return new DomainError('stale-version', { reason: 'same-key-at-the-same-time' })
  return error
}

const toRow = (dossier: Dossier, nextReminderAtMs: number | null) => ({
  tenant_id: dossier.tenantId, id: dossier.id, code: dossier.code, version: dossier.version, procedure_code: dossier.procedureCode,
  procedure_hash: dossier.procedureHash, channel: dossier.channel, status: dossier.status, receiving_unit_id: dossier.receivingUnitId,
  responsible_unit_id: dossier.responsibleUnitId, submitted_at: toTimestamp(dossier.submittedAtMs), received_at: toTimestampOrNull(dossier.receivedAtMs),
  due_at: toTimestampOrNull(dossier.clock.dueAtMs), due_original_at: toTimestampOrNull(dossier.clock.dueOriginalAtMs),
  next_reminder_at: toTimestampOrNull(nextReminderAtMs), result_ready_at: toTimestampOrNull(dossier.resultReadyAtMs),
  delivered_at: toTimestampOrNull(dossier.deliveredAtMs), closed_at: toTimestampOrNull(dossier.closedAtMs), timeliness: dossier.timeliness,
  days_late: dossier.daysLate, journal_seq: dossier.journalSeq, journal_hash: dossier.journalHash,
})

const toJournalRow = ({ entry, canonical, hash }: ChainedEntry) => ({
  seq: entry.seq, at: entry.at, recorded_at: entry.recordedAt, event: entry.event, actor_id: entry.actor.account, status: entry.status,
  deviation: entry.deviation !== undefined, canonical, hash,
})

const toStepRow = (one: Dossier['steps'][number]) => ({
  step: one.step, role: one.role, place: one.place, unit_id: one.unitId, holder_id: one.holderId,
  entered_at: toTimestamp(one.enteredAtMs), acknowledged_at: toTimestampOrNull(one.acknowledgedAtMs), due_at: toTimestampOrNull(one.dueAtMs),
})

const effectRows = (decision: Decision, atMs: number): string | null =>
  decision.effects.length === 0 ? null
    : JSON.stringify(decision.effects.map((effect, ordinal) => ({ ordinal, kind: effect.kind, payload: effect.payload, created_at: toTimestamp(atMs) })))

const toIdempotencyRow = (one: Idempotency, atMs: number) => ({
  account_id: one.accountId, key: one.key, request_hash: one.requestHash, status: one.status, response: one.response, created_at: toTimestamp(atMs),
})

/** Keeps the applicant's clear data. Same transaction as the first decision. */
export async function addApplicant(db: Executor, tenantId: string, dossierId: string, applicant: Applicant, subject: string | null): Promise<void> {
  const { kind, name, phone, email, address, idNumber } = applicant
  await db.query(statement('add-applicant', [tenantId, dossierId, kind, name, phone ?? null, email ?? null, address ?? null, idNumber ?? null, subject]))
}

