/** Corrective actions: kept whole with their journals, read by the one predicate `may_see_action`. */
import type { ActionDecision, CorrectiveAction, MeasureScope, NewActionLimit } from '../../schemas/corrective-action.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Reader } from '../dossiers.ts'
import { toTimestamp, toTimestampOrNull } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

const peopleOf = ({ ownerId, planners, doers, verifiers, proposed }: CorrectiveAction): string[] =>
  [...new Set([proposed.accountId, ...planners, ...doers, ...verifiers, ...(ownerId === null ? [] : [ownerId])])]

const toRow = (action: CorrectiveAction) => ({
  tenant_id: action.tenantId, id: action.id, code: action.code, version: action.version, unit_id: action.unitId, state: action.state, owner_id: action.ownerId, people: peopleOf(action),
  due_on: action.dueOn, window_to: action.measure?.windowTo ?? null, created_at: toTimestamp(action.proposed.atMs), ended_at: toTimestampOrNull(action.ended?.atMs ?? null),
  outcome: action.outcome, journal_seq: action.journalSeq, journal_hash: action.journalHash,
})

/** Keeps a decision: the action and its journal, all or nothing; `expected` 0 for a new one. @throws DomainError stale-version when somebody else was first; user-unknown when the owner is nobody of the agency */
export const saveAction = async (db: Executor, { action, entries }: ActionDecision, expected: number): Promise<void> => {
  const rows = entries.map(({ entry, canonical, hash }) => ({ seq: entry.seq, at: entry.at, event: entry.event, actor_id: entry.actor.account, canonical, hash }))
  try {
    await db.query(statement('save-action', [expected, JSON.stringify(toRow(action)), JSON.stringify(action), JSON.stringify(rows)]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '40001' ? new DomainError('stale-version') : code === '23503' ? new DomainError('user-unknown') : error
  }
}

/** The next number of the year, kept locked until the transaction ends. */
export const nextActionNumber = async (db: Executor, tenantId: string, year: number): Promise<number> =>
  (await db.query<{ number: number }>(statement('next-action-number', [tenantId, year]))).rows[0]?.number ?? 1

/** An action takes nonconformities up; answers those that were free, or were of the action before. */
export const takeUp = async (db: Executor, tenantId: string, asked: { readonly ids: readonly string[]; readonly actionId: string; readonly previousId: string | null }): Promise<{ readonly id: string; readonly code: string }[]> =>
  (await db.query<{ id: string; code: string }>(statement('take-up-nonconformities', [tenantId, JSON.stringify(asked.ids), asked.actionId, asked.previousId]))).rows

/** An action with the units above its own. */
export interface ReadAction { readonly action: CorrectiveAction; readonly unitLine: readonly string[] }

/** One action; null when it is unknown or not for this reader, alike. */
export const readAction = async (db: Executor, reader: Reader, id: string): Promise<ReadAction | null> => {
  const { rows: [row] } = await db.query<{ action: CorrectiveAction; unit_line: string[] }>(statement('read-action', [reader.tenantId, reader.accountId, reader.units, reader.today, id]))
  return row === undefined ? null : { action: row.action, unitLine: row.unit_line }
}

export interface ActionQuestion { readonly state?: string | undefined; readonly openOnly?: boolean | undefined; readonly unitId?: string | undefined; readonly ownerId?: string | undefined }

/** At most `limit` actions that the reader may see, the newest first, below the key. */
export const listActions = async (db: Executor, reader: Reader, asked: ActionQuestion, page: { readonly belowId: string | null; readonly limit: number }): Promise<CorrectiveAction[]> => {
  const values = [reader.tenantId, reader.accountId, reader.units, asked.state ?? null, asked.openOnly ?? false, asked.unitId ?? null, asked.ownerId ?? null, page.belowId, page.limit]
  return (await db.query<{ action: CorrectiveAction }>(statement('list-actions', values))).rows.map(({ action }) => action)
}

/** One journal entry as it is kept. */
export interface KeptActionEntry { readonly seq: number; readonly canonical: string; readonly hash: string }

/** The journal of an action in order. */
export const readActionJournal = async (db: Executor, tenantId: string, actionId: string, limit: number): Promise<KeptActionEntry[]> =>
  (await db.query<KeptActionEntry>(statement('action-journal', [tenantId, actionId, limit]))).rows

/** An action that is not at its end, with the zone and calendar of its agency. */
export interface OpenAction { readonly action: CorrectiveAction; readonly zone: string; readonly calendarId: string }

/** Those of all agencies, by id after the key. */
export const openActions = async (db: Executor, page: { readonly afterId: string | null; readonly limit: number }): Promise<OpenAction[]> =>
  (await db.query<{ action: CorrectiveAction; zone: string; calendar_id: string }>(statement('open-actions', [page.afterId, page.limit]))).rows
    .map(({ action, zone, calendar_id: calendarId }) => ({ action, zone, calendarId }))

/** Claims rungs; answers those that were not claimed before, which the caller alone now acts on. */
export const claimActionRungs = async (db: Executor, { tenantId, id }: CorrectiveAction, rungs: readonly { readonly rung: string; readonly basis: string }[], nowMs: number): Promise<{ readonly rung: string; readonly basis: string }[]> =>
  (await db.query<{ rung: string; basis: string }>(statement('claim-action-rungs', [tenantId, id, JSON.stringify(rungs.map(({ rung, basis }) => ({ rung, basis }))), toTimestamp(nowMs)]))).rows

/** A stretch of instants; the end is left out. */
interface Instants { readonly fromMs: number; readonly endMs: number }

/** Dossiers behind these nonconformities that count as late in the stretch and scope. */
export const countAlarms = async (db: Executor, tenantId: string, nonconformityIds: readonly string[], { fromMs, endMs }: Instants, { unitId, field, procedure }: MeasureScope): Promise<number> => {
  const values = [tenantId, JSON.stringify(nonconformityIds), toTimestamp(fromMs), toTimestamp(endMs), unitId ?? null, field ?? null, procedure ?? null]
  return (await db.query<{ hits: number }>(statement('count-alarms', values))).rows[0]?.hits ?? 0
}

/** Nonconformities of a unit (or of the agency) in a stretch of days, both counted; patterns, which repeat others, and `without` are left out. */
export const countNonconformities = async (db: Executor, tenantId: string, asked: { readonly unitId: string | undefined; readonly from: string; readonly to: string; readonly without: readonly string[] }): Promise<number> =>
  (await db.query<{ hits: number }>(statement('count-nonconformities', [tenantId, asked.unitId ?? null, asked.from, asked.to, JSON.stringify(asked.without)]))).rows[0]?.hits ?? 0

/** Limits that an agency has of its own, the oldest beginning first. */
export const listActionLimits = async (db: Executor, tenantId: string): Promise<NewActionLimit[]> =>
  (await db.query<NewActionLimit>(statement('list-action-limits', [tenantId]))).rows

/** Enters a limit; it is never changed, a later one takes its place. @throws DomainError name-taken when one begins on that day for that source */
export const addActionLimit = async (db: Executor, tenantId: string, id: string, { source, unit, amount, ground, validFrom }: NewActionLimit, { accountId, nowMs }: { readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  try {
    await db.query(statement('add-action-limit', [tenantId, id, source, unit, amount, ground, validFrom, toTimestamp(nowMs), accountId]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('name-taken') : error
  }
}
