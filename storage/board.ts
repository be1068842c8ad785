/** What a leader asks about the work of the units that they head: what nobody has in hand, and who has how much. */
import type { Dossier, DossierFacts } from '../schemas/dossier.ts'
import type { Role } from '../schemas/procedure.ts'
import { keyValues, roleNames, type DossierKey, type ListedDossier, type Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A dossier with the facts to decide on its assignment, and the steps meant. */
export interface BoardDossier extends ListedDossier { readonly facts: DossierFacts; readonly steps: readonly string[] }
/** `holderId` null: in nobody's hands. `leading`: roles by which a unit is headed; `working`: roles whose steps are assigned. */
export interface BoardQuestion { readonly holderId: string | null; readonly leading: readonly Role[]; readonly working: readonly Role[] }

/** At most `limit` dossiers of the units that the reader heads, most urgent first, after the key. */
export async function boardDossiers(
  db: Executor, reader: Reader, { holderId, leading, working }: BoardQuestion, page: { readonly after: DossierKey | null; readonly limit: number },
): Promise<BoardDossier[]> {
  interface Row { dossier: Dossier; applicant_name: string | null; steps: string[]; receiving_line: string[]; responsible_line: string[] }
  const { rows } = await db.query<Row>(statement('board-dossiers', [
    reader.tenantId, reader.accountId, reader.units, roleNames(reader), reader.today, holderId, ...keyValues(page.after), page.limit, leading, working,
  ]))
  const actor = { accountId: reader.accountId, roles: reader.roles.slice() }
  return rows.map((row) => ({
    dossier: row.dossier, applicantName: row.applicant_name, steps: row.steps,
    facts: { dossier: row.dossier, actor, receivingLine: row.receiving_line, responsibleLine: row.responsible_line, assignee: null },
  }))
}

/** What somebody has in hand: dossiers, and of those the late, the ones due by the instant given, and the paused. */
export interface Load { readonly id: string; readonly name: string; readonly open: number; readonly late: number; readonly soon: number; readonly paused: number }

/** At most `limit` people of the units that the reader heads, by name. */
export async function boardLoads(
  db: Executor, reader: Reader, { leading, working }: Omit<BoardQuestion, 'holderId'>, { nowMs, soonMs, limit }: { readonly nowMs: number; readonly soonMs: number; readonly limit: number },
): Promise<Load[]> {
  const values = [reader.tenantId, reader.accountId, reader.today, leading, working, toTimestamp(nowMs), toTimestamp(soonMs), limit]
  return (await db.query<Load>(statement('board-loads', values))).rows
}
