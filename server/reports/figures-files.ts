/** The figures of form II.06a as files: the table of the page as CSV, as a workbook, and as a paper that officials go on writing. */
import type { Counts, StatisticsReport } from '../../schemas/statistics.ts'
import { issuerOf } from '../../workflows/dossier/paper-facts.ts'
import { byteOrderMark, csvOf } from '../render/csv.ts'
import type { Letter, LetterTable } from '../render/letter.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn, type SheetTable } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'

/** A report whose rows have their names. */
export interface NamedFigures { readonly report: StatisticsReport; readonly rows: readonly { readonly name: string; readonly counts: Counts }[] }

/** The numbers of a row in the order of the form: columns (3) to (13). */
const numbersOf = ({ received, resolved, inProgress }: Counts): readonly number[] => [
  received.total, received.online, received.directOrPostal, received.carriedOver, resolved.total, resolved.early, resolved.onTime, resolved.late,
  inProgress.total, inProgress.within, inProgress.overdue,
]

/** The headings of columns (3) to (13), each with that of its group. */
const headingsOf = ({ statistics }: Texts): readonly { readonly group: string; readonly title: string }[] => [
  ...[statistics.total, statistics.online, statistics.direct, statistics.carried].map((title) => ({ group: statistics.received, title })),
  ...[statistics.total, statistics.early, statistics.onTime, statistics.late].map((title) => ({ group: statistics.resolved, title })),
  ...[statistics.total, statistics.within, statistics.overdue].map((title) => ({ group: statistics.inProgress, title })),
]

export const figuresCsv = (t: Texts, { report, rows }: NamedFigures): string => byteOrderMark + csvOf([
  [t.statistics.what, ...headingsOf(t).map(({ group, title }) => `${group}: ${title}`)],
  ...rows.map(({ name, counts }) => [name, ...numbersOf(counts).map(String)]), [t.statistics.all, ...numbersOf(report.totals).map(String)],
])

const stretchOf = (t: Texts, { from, to }: StatisticsReport): string => t.statistics.stretch(shortDate(from), shortDate(to))

/** The figures as one sheet of a workbook. */
const figuresSheet = (t: Texts, { report, rows }: NamedFigures, asOf: string): SheetTable => {
  const columns: SheetColumn[] = [
    { title: t.statistics.number, kind: 'count', width: 6 }, { title: t.statistics.what, kind: 'text', width: 44 },
    ...headingsOf(t).map((heading) => ({ ...heading, kind: 'count' as const, width: 11 })),
  ]
  return {
    name: 'II.06a', heading: [t.statistics.heading, t.statistics.form, stretchOf(t, report)], columns, landscape: true,
    rows: rows.map(({ name, counts }, index) => [index + 1, name, ...numbersOf(counts)]), totals: [null, t.statistics.all, ...numbersOf(report.totals)],
    notes: [t.statistics.asOf(asOf)],
  }
}

export const figuresXlsx = (t: Texts, figures: NamedFigures, asOf: string): Promise<Uint8Array> => renderXlsx([figuresSheet(t, figures, asOf)])

/** The table of the form in a paper, on a turned page. */
const figuresTable = (t: Texts, { report, rows }: NamedFigures): LetterTable => ({
  kind: 'table',
  columns: [
    { title: t.statistics.number, share: 4, align: 'center' }, { title: t.statistics.what, share: 22, align: 'left' },
    ...headingsOf(t).map((heading) => ({ ...heading, share: 7, align: 'right' as const })),
  ],
  rows: rows.map(({ name, counts }, index) => [index + 1, name, ...numbersOf(counts)].map(String)), totals: ['', t.statistics.all, ...numbersOf(report.totals).map(String)],
})

/** The paper around the table: its number, signer and recipients are left for the hand. */
export const figuresLetter = (t: Texts, figures: NamedFigures, { agency, today, asOf, nowMs }: { readonly agency: string; readonly today: string; readonly asOf: string; readonly nowMs: number }): Letter => {
  const { totals, shares } = figures.report
  return {
    issuer: issuerOf({ agency, units: new Map(), people: new Map() }, null), number: null, on: today, title: t.statistics.letterTitle, about: `${t.statistics.heading} ${stretchOf(t, figures.report)}`,
    addressees: [], recipients: ['……………;', 'Lưu: VT.'], signature: { title: 'THỦ TRƯỞNG CƠ QUAN', name: null }, issuedAtMs: nowMs,
    blocks: [
      ...[[t.statistics.received, totals.received.total], [t.statistics.resolved, totals.resolved.total], [t.statistics.inProgress, totals.inProgress.total]].map(([name, count]) => (
        { kind: 'item' as const, text: `${name}: ${count}` })),
      ...[[t.statistics.early, shares.early], [t.statistics.onTime, shares.onTime], [t.statistics.late, shares.late]].map(([name, share]) => ({ kind: 'item' as const, text: `${name} (${t.statistics.share}): ${share}` })),
      { kind: 'note', text: t.statistics.asOf(asOf) },
    ],
    annexes: [{ title: t.statistics.heading, about: t.statistics.form, isLandscape: true, blocks: [figuresTable(t, figures)] }],
  }
}
