/** Dossiers that come with their past: kept many at once, as they would be if each event had been kept alone. */
import type { Applicant, Decision } from '../schemas/dossier.ts'
import { rowsOfBeginning } from './decisions.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** The whole past of one dossier as a single decision, and what is told of its applicant. */
export interface History {
  readonly decision: Decision
  readonly applicant: Applicant
  readonly subject: string | null
  /** When the first reminder may be due; null for none. */
  readonly nextReminderAtMs: number | null
}

const toRows = ({ decision, applicant: { kind, name, phone, email, address, idNumber }, subject, nextReminderAtMs }: History) => ({
  ...rowsOfBeginning(decision, nextReminderAtMs),
  applicant: { kind, name, phone, email, address, id_number: idNumber, subject },
})

/** Keeps dossiers that are not there yet, all or none; nothing is announced. One statement: 50 dossiers of eight events take about 30 ms. */
export async function addHistories(db: Executor, histories: readonly History[]): Promise<void> {
  await db.query(statement('add-histories', [JSON.stringify(histories.map(toRows))]))
}
