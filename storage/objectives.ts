/** Quality objectives: what is in force, every version, what was counted of those that dossiers alone do not tell, and what was found at the end of a period. */
import type { Formula, Light, Objective } from '../schemas/objective.ts'
import { DomainError } from '../schemas/errors.ts'
import { roleNames, type ListedDossier, type Reader } from './dossiers.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'
import type { StatisticsQuestion } from './statistics.ts'

/** What a version states, without what stays. */
export type ObjectiveBody = Omit<Objective, 'id' | 'version' | 'year' | 'formula' | 'unitId'>
/** A version with who made it and when. */
export interface StoredObjective { readonly objective: Objective; readonly atMs: number; readonly by: string }
interface By { readonly accountId: string; readonly nowMs: number }
interface Row { id: string; version: number; year: number; formula: Formula; unit_id: string | null; body: ObjectiveBody; at: Date; full_name: string }

const toStored = ({ id, version, year, formula, unit_id: unitId, body, at, full_name: by }: Row): StoredObjective =>
  ({ objective: { ...body, id, version, year, formula, unitId }, atMs: fromTimestamp(at), by })

/** Enters an objective. @throws DomainError name-taken when this figure of the unit has a target in that year; unit-unknown */
export const addObjective = async (db: Executor, tenantId: string, { id, year, formula, unitId, body }: Pick<Objective, 'id' | 'year' | 'formula' | 'unitId'> & { readonly body: ObjectiveBody }, { accountId, nowMs }: By): Promise<void> => {
  try {
    await db.query(statement('add-objective', [tenantId, id, year, formula, unitId, JSON.stringify(body), toTimestamp(nowMs), accountId]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '23505' ? new DomainError('name-taken') : code === '23503' ? new DomainError('unit-unknown', { at: '/unitId' }) : error
  }
}

/** Puts a newer version over the one that was read; answers its number. @throws DomainError stale-version */
export const changeObjective = async (db: Executor, tenantId: string, { id, version }: { readonly id: string; readonly version: number }, body: ObjectiveBody, { accountId, nowMs }: By): Promise<number> => {
  const { rows } = await db.query<{ version: number }>(statement('change-objective', [tenantId, id, version, body.withdrawn, JSON.stringify(body), toTimestamp(nowMs), accountId]))
  const next = rows[0]?.version
  if (next === undefined) throw new DomainError('stale-version')
  return next
}

/** More versions than an agency decides in a year. */
const versionsMost = 5_000

/** Every version of the objectives of a year, or of one of them, that was known at an instant (null: now): of each the newest first, the agency's own first. */
export const objectiveVersions = async (db: Executor, tenantId: string, { year = null, id = null, knownAtMs = null }: { readonly year?: number | null; readonly id?: string | null; readonly knownAtMs?: number | null }): Promise<StoredObjective[]> =>
  (await db.query<Row>(statement('objective-versions', [tenantId, year, id, toTimestampOrNull(knownAtMs), versionsMost]))).rows.map(toStored)

/** What was counted of a unit in a stretch; stretches are numbered from 1. */
export interface StretchCount { readonly stretch: number; readonly unit: string; readonly hits: number; readonly total: number }

const questionValues = (tenantId: string, { fromMs, endMs, knownAtMs, nowMs, zone, kinds }: StatisticsQuestion): unknown[] =>
  [tenantId, toTimestamp(fromMs), toTimestamp(endMs), toTimestampOrNull(knownAtMs), toTimestamp(nowMs), zone, kinds]

/** Dossiers with a result and a limit by stretch and unit; `hits` used at most nine tenths of it. `firsts`: the first instant of each stretch, which follow one another. */
export const countSpeed = async (db: Executor, tenantId: string, question: StatisticsQuestion, firsts: readonly number[]): Promise<StretchCount[]> =>
  (await db.query<StretchCount>(statement('objective-speed', [...questionValues(tenantId, question), null, null, null, firsts.map(toTimestamp)]))).rows

/** The dossiers behind such a number, as far as the reader may read them: at most `limit` after an id. `isFast` null: both kinds. */
export const speedBehind = async (
  db: Executor, reader: Reader, question: StatisticsQuestion & { readonly units: readonly string[] | null; readonly isFast: boolean | null }, page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> => {
  const whose = [reader.units, reader.accountId, roleNames(reader)]
  return (await db.query<ListedDossier>(statement('objective-speed-dossiers', [...questionValues(reader.tenantId, question), ...whose, question.units, question.isFast, page.afterId, page.limit]))).rows
}

/** Nonconformities of a unit in a stretch, and how many of them were complaints. */
export interface RegisterCount { readonly stretch: number; readonly unit: string; readonly hits: number; readonly complaints: number }

/** The register by stretch and unit, as it was known at an instant. `firsts`: the first day of each stretch; `afterLast`: the day after the last. */
export const countRegister = async (db: Executor, tenantId: string, { firsts, afterLast, knownAtMs }: { readonly firsts: readonly string[]; readonly afterLast: string; readonly knownAtMs: number }): Promise<RegisterCount[]> =>
  (await db.query<RegisterCount>(statement('objective-register', [tenantId, firsts, afterLast, toTimestamp(knownAtMs)]))).rows

/** A nonconformity behind a count. */
export interface RegisterLine { readonly id: string; readonly code: string; readonly source: string; readonly occurredOn: string; readonly unitId: string }

/** At most `limit` nonconformities behind such a count that the reader may see, the newest first. */
export const registerBehind = async (
  db: Executor, reader: Reader, { from, to, complaints, units }: { readonly from: string; readonly to: string; readonly complaints: boolean; readonly units: readonly string[] | null }, limit: number,
): Promise<RegisterLine[]> =>
  (await db.query<RegisterLine>(statement('objective-register-list', [reader.tenantId, from, to, complaints, units, reader.units, reader.accountId, roleNames(reader), limit]))).rows

/** What was found of an objective when a period was over. */
export interface ObjectiveResult { readonly objectiveId: string; readonly period: string; readonly version: number; readonly hits: number | null; readonly total: number | null; readonly light: Light }

/** Keeps it; false when it was found before. */
export const addObjectiveResult = async (db: Executor, tenantId: string, { objectiveId, period, version, hits, total, light }: ObjectiveResult, nowMs: number): Promise<boolean> =>
  (await db.query(statement('add-objective-result', [tenantId, objectiveId, period, version, hits, total, light, toTimestamp(nowMs)]))).rows.length === 1

/** Which periods of which objectives of a year were judged, as `objective period`. */
export const judgedPeriods = async (db: Executor, tenantId: string, year: number): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ objectiveId: string; period: string }>(statement('objective-results', [tenantId, year]))
  return new Set(rows.map(({ objectiveId, period }) => `${objectiveId} ${period}`))
}

/** The unit that stands for the agency itself; undefined while it has none. */
export const rootUnitOf = async (db: Executor, tenantId: string): Promise<string | undefined> => (await db.query<{ id: string }>(statement('root-unit', [tenantId]))).rows[0]?.id
