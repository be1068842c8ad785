/** What reports on the management system count beside dossiers: documents and procedures in force, nonconformities. */
import type { Nonconformity } from '../schemas/nonconformity.ts'
import type { DocumentCount, ListedAudit, ListedDocument, ListedNonconformity, NonconformityCount, ReportFacts } from '../schemas/report.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

interface Days { readonly from: string; readonly to: string }

/** All of them counted by type, and the first of them listed by code. */
export interface CountedDocuments { readonly counts: readonly DocumentCount[]; readonly listed: readonly ListedDocument[] }
interface DocumentsAsked { readonly atMs: number; readonly knownAtMs: number; readonly zone: string; readonly limit: number }

/** Controlled documents that were in force at an instant, as it was known at another: at most `limit` are listed. */
export const documentsInForce = async (db: Executor, tenantId: string, { atMs, knownAtMs, zone, limit }: DocumentsAsked): Promise<CountedDocuments> =>
  (await db.query<CountedDocuments>(statement('report-documents', [tenantId, toTimestamp(atMs), toTimestamp(knownAtMs), zone, limit]))).rows[0] ?? { counts: [], listed: [] }

/** How many procedures are in force on the last day, and what changed in the period, as it was known at an instant. */
export const procedureCounts = async (db: Executor, tenantId: string, { from, to }: Days, knownAtMs: number): Promise<ReportFacts['procedures']> => {
  const { rows } = await db.query<ReportFacts['procedures']>(statement('report-procedures', [tenantId, from, to, toTimestamp(knownAtMs)]))
  return rows[0] ?? { tthc: 0, internal: 0, undocumented: 0, begun: 0, amended: 0, ended: 0 }
}

/** A nonconformity before what happened is put into words. */
export type KeptNonconformity = Omit<ListedNonconformity, 'what'> & Pick<Nonconformity, 'text' | 'facts'>

/** All of them counted, and some listed. */
export interface CountedNonconformities { readonly counts: readonly NonconformityCount[]; readonly listed: readonly KeptNonconformity[] }

/** Nonconformities that occurred in the period, as they stood at an instant: at most `limit` are listed, in the order of their codes. */
export const nonconformitiesOf = async (db: Executor, tenantId: string, { from, to }: Days, { knownAtMs, limit }: { readonly knownAtMs: number; readonly limit: number }): Promise<CountedNonconformities> =>
  (await db.query<CountedNonconformities>(statement('report-nonconformities', [tenantId, from, to, toTimestamp(knownAtMs), limit]))).rows[0] ?? { counts: [], listed: [] }

/** At most `limit` internal audits that began in the period and were reported by an instant, in the order of their days. */
export const auditsOf = async (db: Executor, tenantId: string, { from, to }: Days, { knownAtMs, limit }: { readonly knownAtMs: number; readonly limit: number }): Promise<ListedAudit[]> =>
  (await db.query<ListedAudit>(statement('report-audits', [tenantId, from, to, toTimestamp(knownAtMs), limit]))).rows
