/** What papers need beside a dossier and its journal: names, and the tracking book. */
import type { Dossier } from '../schemas/dossier.ts'
import type { Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Names by identifier; of another agency none is told. */
export interface RegisteredNames {
  readonly agency: string
  readonly units: ReadonlyMap<string, { readonly name: string; readonly kind: string }>
  readonly people: ReadonlyMap<string, string>
}

/** The names of the agency and of these units and people, those of units as they were on a day. */
export async function readNames(db: Executor, tenantId: string, ids: { readonly units: readonly string[]; readonly people: readonly string[] }, on: string): Promise<RegisteredNames> {
  interface Row { agency: string; units: { id: string; name: string; kind: string }[]; people: { id: string; name: string }[] }
  const { rows } = await db.query<Row>(statement('paper-names', [tenantId, ids.units, ids.people, on]))
  const row = rows[0] ?? { agency: '', units: [], people: [] }
  return { agency: row.agency, units: new Map(row.units.map(({ id, ...unit }) => [id, unit])), people: new Map(row.people.map(({ id, name }) => [id, name])) }
}

/** The running number of a dossier in the tracking book of the year that begins at `yearStartMs`; null for what the book does not list. */
export async function readBookNumber(db: Executor, tenantId: string, dossierId: string, yearStartMs: number): Promise<number | null> {
  const { rows } = await db.query<{ number: number }>(statement('book-number', [tenantId, dossierId, toTimestamp(yearStartMs)]))
  return rows[0]?.number ?? null
}

/** One dossier of the tracking book; the applicant's data is null where there is none. */
export interface BookRow {
  readonly year: number; readonly number: number; readonly dossier: Dossier; readonly procedure: string
  readonly name: string | null; readonly phone: string | null; readonly address: string | null; readonly unit: string
}

/** At most `limit` lines of dossiers that the reader may see, received in [fromMs, toMs). Numbers count all of the year, seen or not. */
export async function readTrackingBook(
  db: Executor, reader: Reader, stretch: { readonly yearStartMs: number; readonly fromMs: number; readonly toMs: number }, limit: number,
): Promise<BookRow[]> {
  const { rows } = await db.query<BookRow>(statement('tracking-book', [
    reader.tenantId, reader.accountId, reader.units, [...new Set(reader.roles.map((held) => held.role))],
    toTimestamp(stretch.yearStartMs), toTimestamp(stretch.fromMs), toTimestamp(stretch.toMs), reader.zone, limit,
  ]))
  return rows
}
