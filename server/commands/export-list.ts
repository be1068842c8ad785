/** Writes a list to a file, page by page, with the rights that its owner has at each page; after a crash it goes on behind the last page kept. */
import type { Json } from '../../schemas/common.ts'
import { ExportTask } from '../../schemas/task.ts'
import { urgencyKeyOf, type DossierKey, type ListedDossier } from '../../storage/dossiers.ts'
import { findProcedures, listWork, searchDossiers, type WorkKind } from '../../storage/work.ts'
import type { Deps } from '../deps.ts'
import { lateLines } from '../pages/late.ts'
import { rowsOf, type DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { byteOrderMark, csvOf } from '../render/csv.ts'
import { renderXlsx } from '../render/xlsx.ts'
import { catalogues } from '../views/texts/index.ts'
import { formatsOf } from '../views/times.ts'
import { parseWith } from '../validate.ts'
import { listLate } from './late-list.ts'
import type { TaskHands } from './run-task.ts'

/** Rows of a page, and of a whole file: a spreadsheet holds ten times as many. */
const pageSize = 500
const rowsMost = 100_000
/** A workbook is laid out at once, in memory. */
const workbookRowsMost = 15_000
const proceduresMost = 20

/** Where the file stands: parts written, rows in them, and the key behind them. */
interface Position { readonly parts: number; readonly rows: number; readonly after: DossierKey | null }
const start: Position = { parts: 0, rows: 0, after: null }

const pageOf = async (deps: Deps, { person }: TaskHands, asked: ExportTask, after: DossierKey | null): Promise<ListedDossier[]> => {
  const { reader } = person
  const page = { after, limit: pageSize }
  if (asked.list === 'late') return listLate(deps, person, { ...asked, scope: asked.scope ?? 'late' }, page)
  if (asked.list !== 'search') return listWork(deps.pool, reader, asked.list satisfies WorkKind, page)
  const words = asked.words ?? ''
  const found = await findProcedures(deps.pool, reader.tenantId, { words, on: reader.today, limit: proceduresMost })
  const search = { words, openOnly: asked.openOnly ?? false, procedureCodes: found.map(({ code }) => code) }
  return searchDossiers(deps.pool, reader, search, { afterId: after?.id ?? null, limit: pageSize })
}

const headOf = ({ t }: Visit, { list }: ExportTask): string[] => [
  t.work.code, t.work.standing, t.work.due, t.dossier.received, t.work.applicant, t.work.procedure, t.dossier.status, t.work.step, t.work.holder,
  ...(list === 'late' ? [t.late.whose, t.late.over] : []),
]

const cellsOf = (row: DossierRow): string[] =>
  [row.code, row.standing.text, row.due, row.received, row.applicant, row.procedure, row.status, row.steps, row.holder]

const linesOf = async (deps: Deps, visit: Visit, { person }: TaskHands, { list }: ExportTask, found: readonly ListedDossier[]): Promise<string[][]> => {
  if (list !== 'late') return (await rowsOf(deps, visit, person, found)).map(cellsOf)
  return (await lateLines(deps, visit, person, found)).map(({ row, whose, over }) => [...cellsOf(row), whose.map(({ text }) => text).join('; '), over.join('; ')])
}

/** A row of a workbook as a part keeps it, until all of them are there: one line of JSON each. */
const linesText = (lines: readonly (readonly string[])[]): string => lines.map((cells) => `${JSON.stringify(cells)}\n`).join('')

/** The parts of a list as one workbook. Every cell is a text by its kind, so that nothing in it is taken for a formula. */
export const workbookOf = (parts: string): Promise<Uint8Array> => {
  const [head = [], ...rows] = parts.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as string[])
  return renderXlsx([{ name: 'Hồ sơ', landscape: true, columns: head.map((title, at) => ({ title, kind: 'text', width: at === 5 ? 40 : 20 })), rows }])
}

/** The work of an export: answers how many rows the file holds, and whether there were more. */
export const exportList = async (deps: Deps, hands: TaskHands): Promise<Json> => {
  const asked = parseWith(ExportTask, hands.run.request, 'internal-error')
  const { language, format = 'csv' } = asked
  const [write, mark, most] = format === 'csv' ? [csvOf, byteOrderMark, rowsMost] : [linesText, '', workbookRowsMost]
  const visit: Visit = { language, theme: 'auto', t: catalogues[language], format: formatsOf(language, hands.person.reader.zone), person: hands.person, path: '/', unread: null, calendarEnd: null }
  let position = (hands.run.position ?? start) as unknown as Position
  for (;;) {
    const found = await pageOf(deps, hands, asked, position.after)
    const lines = await linesOf(deps, visit, hands, asked, found)
    const text = `${position.parts === 0 ? mark + write([headOf(visit, asked)]) : ''}${write(lines)}`
    const last = found.at(-1)
    position = { parts: position.parts + 1, rows: position.rows + found.length, after: last === undefined ? position.after : urgencyKeyOf(last) }
    await hands.keepPart({ part: position.parts, bytes: Buffer.from(text) }, { done: position.rows, position: position as unknown as Json })
    if (found.length < pageSize || position.rows >= most) return { rows: position.rows, more: found.length === pageSize, format }
  }
}
