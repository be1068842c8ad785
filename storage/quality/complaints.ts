/** Complaints: kept whole with their journals, what people wrote beside them, read by the one predicate `may_see_complaint`. */
import type { Complaint, ComplaintCounts, ComplaintDecision, ComplaintFacts, ComplaintFile, ComplaintTexts } from '../../schemas/complaint.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Reader } from '../dossiers.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import { actsFor } from '../work.ts'

const toRow = (one: Complaint) => ({
  tenant_id: one.tenantId, id: one.id, code: one.code, version: one.version, kind: one.kind, channel: one.channel, state: one.state, unit_id: one.unitId, dossier_id: one.dossierId, person_id: one.personId,
  handler_id: one.handlerId, received_at: toTimestamp(one.receivedAtMs), due_at: toTimestampOrNull(one.dueAtMs), answered_at: toTimestampOrNull(one.answeredAtMs), in_time: one.inTime, justified: one.justified,
  ended_at: toTimestampOrNull(one.endedAtMs), journal_seq: one.journalSeq, journal_hash: one.journalHash,
})

/** Keeps a decision; `expected` 0 for a new one. @throws DomainError stale-version when somebody else was first; user-unknown when a person is nobody of the agency */
export const saveComplaint = async (db: Executor, { complaint, entry, texts, forget, file }: ComplaintDecision, expected: number): Promise<void> => {
  const row = { seq: entry.entry.seq, at: entry.entry.at, event: entry.entry.event, canonical: entry.canonical, hash: entry.hash }
  try {
    await db.query(statement('save-complaint', [expected, JSON.stringify(toRow(complaint)), JSON.stringify(complaint), JSON.stringify(row), JSON.stringify(texts), forget]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '40001' ? new DomainError('stale-version') : code === '23503' ? new DomainError('user-unknown') : error
  }
  const { at, event, number, actor } = entry.entry
  if (file !== null) await db.query(statement('add-complaint-file', [complaint.tenantId, complaint.id, file.objectId, file.name, at, actor.account]))
  if (forget) await db.query(statement('forget-complaint-files', [complaint.tenantId, complaint.id, at, actor.account, `${event} ${complaint.code}: ${number ?? ''}`]))
}

/** A file with a complaint as it is kept. */
export type KeptComplaintFile = Omit<ComplaintFile, 'at'> & { readonly atMs: number }
/** Files with a complaint, in the order in which they came. */
export const complaintFiles = async (db: Executor, tenantId: string, id: string): Promise<KeptComplaintFile[]> =>
  (await db.query<Omit<ComplaintFile, 'at'> & { at: Date }>(statement('complaint-files', [tenantId, id]))).rows.map(({ at, ...row }) => ({ ...row, atMs: fromTimestamp(at) }))

/** The next number of the year, kept locked until the transaction ends. */
export const nextComplaintNumber = async (db: Executor, tenantId: string, year: number): Promise<number> =>
  (await db.query<{ number: number }>(statement('next-complaint-number', [tenantId, year]))).rows[0]?.number ?? 1

/** A complaint with the units above its own, and who stands in today for whom it is about. */
export type ReadComplaint = Omit<ComplaintFacts, 'actor'>
export interface ComplaintQuestion { readonly id?: string | undefined; readonly state?: string | undefined; readonly openOnly?: boolean | undefined }

/** At most `limit` complaints that the reader may see, the newest first, below the key; never one about the reader or somebody for whom they stand in. */
export const listComplaints = async (db: Executor, reader: Reader, asked: ComplaintQuestion, page: { readonly belowId: string | null; readonly limit: number }): Promise<ReadComplaint[]> => {
  const values = [reader.tenantId, reader.units, actsFor(reader), asked.state ?? null, asked.openOnly ?? false, asked.id ?? null, page.belowId, page.limit, reader.today]
  const { rows } = await db.query<{ complaint: Complaint; unit_line: string[]; stand_ins: string[] }>(statement('list-complaints', values))
  return rows.map(({ complaint, unit_line: unitLine, stand_ins: standIns }) => ({ complaint, unitLine, standIns }))
}

/** From whom a complaint about somebody is kept on a day: the person and whoever acts in their name; nobody where it is about nobody. */
export const keptFrom = async (db: Executor, { tenantId, personId }: Pick<Complaint, 'tenantId' | 'personId'>, on: string): Promise<ReadonlySet<string>> => {
  if (personId === null) return new Set()
  const { rows: [row] } = await db.query<{ accounts: string[] }>(statement('stand-ins', [tenantId, personId, on]))
  return new Set([personId, ...row?.accounts ?? []])
}

/** What people wrote; empty once it was erased or passed on. */
export const complaintTexts = async (db: Executor, tenantId: string, id: string): Promise<ComplaintTexts> =>
  (await db.query<{ texts: ComplaintTexts }>(statement('complaint-texts', [tenantId, id]))).rows[0]?.texts ?? {}

/** The journal as it was hashed, in order. */
export const readComplaintJournal = async (db: Executor, tenantId: string, id: string, limit: number): Promise<{ readonly seq: number; readonly canonical: string; readonly hash: string }[]> =>
  (await db.query<{ seq: number; canonical: string; hash: string }>(statement('complaint-journal', [tenantId, id, limit]))).rows

/** An open complaint with the zone and the calendar of its agency. */
export interface OpenComplaint { readonly complaint: Complaint; readonly zone: string; readonly calendarId: string }

/** Open complaints of all agencies, in the order of ids. */
export const openComplaints = async (db: Executor, page: { readonly afterId: string | null; readonly limit: number }): Promise<OpenComplaint[]> =>
  (await db.query<OpenComplaint>(statement('open-complaints', [page.afterId, page.limit]))).rows

/** Claims rungs; answers those that nobody had claimed. */
export const claimComplaintRungs = async (db: Executor, { tenantId, id }: Complaint, rungs: readonly { readonly rung: string; readonly basis: string }[], nowMs: number): Promise<{ readonly rung: string; readonly basis: string }[]> =>
  (await db.query<{ rung: string; basis: string }>(statement('claim-complaint-rungs', [tenantId, id, JSON.stringify(rungs.map(({ rung, basis }) => ({ rung, basis }))), toTimestamp(nowMs)]))).rows

/** How many complaints about a dossier are open. */
export const openOfDossier = async (db: Executor, tenantId: string, dossierId: string): Promise<number> =>
  (await db.query<{ open: number }>(statement('open-complaints-of-dossier', [tenantId, dossierId]))).rows[0]?.open ?? 0

/** Counts of what was received in a stretch, as it stood at an instant. `reader` null: the operator, who counts all. */
export const countComplaints = async (db: Executor, tenantId: string, reader: Reader | null, asked: { readonly fromMs: number; readonly endMs: number; readonly knownAtMs: number }): Promise<ComplaintCounts> => {
  const stretch = [asked.fromMs, asked.endMs, asked.knownAtMs].map(toTimestamp)
  const { rows: [row] } = await db.query<ComplaintCounts>(statement('complaint-facts', [tenantId, ...stretch, reader?.units ?? null, reader === null ? null : actsFor(reader)]))
  return row!
}

/** Whether anybody complained by an instant (a register that nobody used tells nothing), and which dossiers drew a complaint or feedback. */
export const complainedOf = async (db: Executor, tenantId: string, reader: Reader | null, knownAtMs: number): Promise<{ readonly isUsed: boolean; readonly ids: readonly string[] }> => {
  const { rows: [row] } = await db.query<{ isUsed: boolean; ids: string[] }>(statement('complained-dossiers', [tenantId, toTimestamp(knownAtMs), reader?.units ?? null, reader === null ? null : actsFor(reader)]))
  return row!
}
