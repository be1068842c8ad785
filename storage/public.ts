/** What anybody may ask without an account. */
import type { Bilingual } from '../schemas/common.ts'
import type { DocumentRevision, RevisionState } from '../schemas/document.ts'
import type { Dossier } from '../schemas/dossier.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** The dossier with the unit that has it; the caller shows its status, step and dates, and nothing personal is here to be shown. */
export interface PublicDossier { readonly dossier: Dossier; readonly zone: string; readonly unit: Bilingual }

/** Fewer digits are no phone number. */
const digitsMin = 6

/** The dossier of this code whose applicant gave this phone, marks and blanks aside; null alike for a wrong code and a wrong phone. */
export async function findPublicDossier(db: Executor, code: string, phone: string, nowMs: number): Promise<PublicDossier | null> {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < digitsMin) return null
  const { rows } = await db.query<PublicDossier>(statement('public-dossier', [code.trim().toUpperCase(), digits, nowMs]))
  return rows[0] ?? null
}

/** The dossiers of this code, of every agency; the caller shows none of them but to whoever knows its secret. */
export async function publicDossiersOfCode(db: Executor, code: string, nowMs: number): Promise<PublicDossier[]> {
  return (await db.query<PublicDossier>(statement('dossiers-of-code', [code, nowMs]))).rows
}

/** A controlled document that anybody may read, with its revision in force. Source: ISO 9001:2015, 5.2.2 c (the quality policy is available to interested parties). */
export interface PublicDocument { readonly tenantId: string; readonly id: string; readonly code: string; readonly revision: DocumentRevision }

/** The documents that anybody may read, by code: of one agency, or the one of this id. */
export async function publicDocuments(db: Executor, which: { readonly tenantId: string } | { readonly id: string }, nowMs: number): Promise<PublicDocument[]> {
  const [tenantId, id] = 'id' in which ? [null, which.id] : [which.tenantId, null]
  const { rows } = await db.query<{ tenant_id: string; id: string; code: string; revision: DocumentRevision }>(statement('public-documents', [tenantId, id, toTimestamp(nowMs)]))
  return rows.map(({ tenant_id: ofTenant, ...row }) => ({ ...row, tenantId: ofTenant }))
}

/** How a revision stands of which somebody holds a copy. `title` null: the document is for its holders alone. `newer`: the one in force instead. */
export interface CopyStandingRow {
  readonly zone: string; readonly agency: Bilingual; readonly code: string; readonly title: string | null; readonly issue: number; readonly revision: number; readonly state: RevisionState
  readonly fromMs: number | null; readonly toMs: number | null; readonly newer: { readonly issue: number; readonly revision: number; readonly fromMs: number } | null
}

/** The standing of a revision, of whatever agency; null when there is none. */
export async function findCopyStanding(db: Executor, revisionId: string): Promise<CopyStandingRow | null> {
  interface Row {
    zone: string; name_vi: string; name_en: string; code: string; title: string | null; issue: number; revision: number; state: RevisionState
    from_at: Date | null; to_at: Date | null; newer_issue: number | null; newer_revision: number | null; newer_from: Date | null
  }
  const { rows: [row] } = await db.query<Row>(statement('copy-standing', [revisionId]))
  if (row === undefined) return null
  const msOf = (at: Date | null): number | null => (at === null ? null : fromTimestamp(at))
  return {
    zone: row.zone, agency: { vi: row.name_vi, en: row.name_en }, code: row.code, title: row.title, issue: row.issue, revision: row.revision, state: row.state, fromMs: msOf(row.from_at), toMs: msOf(row.to_at),
    newer: row.newer_issue === null || row.newer_revision === null || row.newer_from === null ? null : { issue: row.newer_issue, revision: row.newer_revision, fromMs: fromTimestamp(row.newer_from) },
  }
}
