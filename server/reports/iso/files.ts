/** A report as files: a paper as DOCX and as PDF in the frame of NĐ 30/2020/NĐ-CP, and its tables and figures as a workbook. */
import type { IsoReport, ReportFigure, ReportSection, ReportTable } from '../../../schemas/report.ts'
import { docxType, renderDocx } from '../../render/docx.ts'
import { renderLetterPdf } from '../../render/letter-pdf.ts'
import type { Letter, LetterBlock } from '../../render/letter.ts'
import { dateWords, shortStamp } from '../../render/words.ts'
import { renderXlsx, xlsxType, type SheetTable, type SheetValue } from '../../render/xlsx.ts'
import { vi } from '../../views/texts/reports.ts'
import { sourceWords } from '../../views/source-words.ts'
import { agencyFrame, leadersOf } from '../agency-letter.ts'

/** The forms in which a report leaves the service. */
export const reportFiles = ['docx', 'pdf', 'xlsx'] as const
export type ReportFileKind = (typeof reportFiles)[number]
export const reportFileTypes: Readonly<Record<ReportFileKind, string>> = { docx: docxType, pdf: 'application/pdf', xlsx: xlsxType }

/** Columns beyond which a table needs a turned page. */
const wideFrom = 9
const isWide = ({ blocks }: ReportSection): boolean => blocks.some((one) => one.kind === 'table' && one.columns.length >= wideFrom)
/** The blocks of a section as a paper draws them. */
export const letterBlocksOf = ({ blocks }: ReportSection): LetterBlock[] => blocks.map((one): LetterBlock => (one.kind === 'table' ? tableOf(one) : one))
const tableOf = ({ caption, totals, ...table }: ReportTable): LetterBlock => ({
  ...table, ...(caption === undefined ? {} : { caption }), ...(totals === undefined ? {} : { totals }),
  columns: table.columns.map(({ group, ...column }) => ({ ...column, ...(group === undefined ? {} : { group }) })),
})

/** What a paper is made of, whatever it reports on. */
export type PaperReport = Pick<IsoReport, 'agency' | 'title' | 'asOf' | 'madeOn' | 'sections' | 'annexes' | 'figures' | 'frame'>

/** Headings that bear the letter of a clause need no number. */
const lettered = /^[a-z](?:\.\d+)?\) /

/** The report as a paper; sections are numbered by their place, so that none can bear the number of another. */
const letterOf = (report: PaperReport, number: string | null, issuedAtMs: number): Letter => {
  const { agency, frame, madeOn, title, asOf } = report
  const around = agencyFrame(agency, { number, recipients: frame?.recipients ?? [leadersOf(agency), 'Lưu: VT, ISO.'] })
  const enclosed = `(Kèm theo Báo cáo số ${around.number ?? ''} ${dateWords(madeOn)} của ${agency})`
  return {
    ...around, on: madeOn, title: 'BÁO CÁO', about: title, addressees: frame?.addressee == null ? [] : [frame.addressee], issuedAtMs,
    blocks: [
      ...(frame === undefined ? [] : [{ kind: 'paragraph' as const, text: frame.opening }]),
      ...report.sections.flatMap((section, at): LetterBlock[] => [{ kind: 'heading', text: lettered.test(section.title) ? section.title : `${at + 1}. ${section.title}` }, ...letterBlocksOf(section)]),
      { kind: 'note', text: `Số liệu tính đến ${shortStamp(asOf)}, đếm từ nhật ký hồ sơ và sổ dữ kiện.` },
      ...(frame === undefined ? [] : [{ kind: 'paragraph' as const, text: frame.closing }]),
    ],
    annexes: report.annexes.map((section, at) => ({ title: `PHỤ LỤC ${at + 1}`, about: section.title, enclosed, isLandscape: isWide(section), blocks: letterBlocksOf(section) })),
  }
}

/** A cell of a table as a number where it is one: the workbook can be summed. */
const cellOf = (text: string, isNumber: boolean): SheetValue => (!isNumber ? text : text === '–' || text === '' ? null : Number(text.replaceAll('.', '').replace(',', '.')))

const sheetsOf = (section: ReportSection, at: number): SheetTable[] => section.blocks.flatMap((block, index): SheetTable[] => {
  if (block.kind !== 'table') return []
  const kinds = block.columns.map(({ align }, column) => {
    const texts = [...block.rows, ...(block.totals === undefined ? [] : [block.totals])].map((row) => row[column] ?? '')
    const isNumber = align === 'right' && texts.every((text) => text === '' || text === '–' || /^[\d.]+(,\d+)?$/.test(text))
    return isNumber ? (texts.some((text) => text.includes(',')) ? 'share' as const : 'count' as const) : 'text' as const
  })
  const cells = (row: readonly string[]): SheetValue[] => kinds.map((kind, column) => cellOf(row[column] ?? '', kind !== 'text'))
  return [{
    name: `${at}.${index + 1} ${section.title}`, heading: [section.title, ...(block.caption === undefined ? [] : [block.caption])], landscape: isWide(section),
    columns: block.columns.map(({ title, share, group }, column) => ({ title, kind: kinds[column] ?? 'text', width: Math.max(6, Math.min(50, Math.round(share * (block.columns.length >= wideFrom ? 1.7 : 6)))), ...(group === undefined ? {} : { group }) })),
    rows: block.rows.map(cells), ...(block.totals === undefined ? {} : { totals: cells(block.totals) }),
  }]
})

/** A figure as a number where it is one: shares and points are texts with a comma. */
const figureCell = (value: ReportFigure['value']): SheetValue => (typeof value === 'string' ? cellOf(value, /^[\d.]+,\d+$/.test(value)) : value)

/** Every figure with its source, then every table. */
const workbookOf = (report: PaperReport): SheetTable[] => [
  {
    name: 'Số liệu', heading: [report.title], notes: [`Số liệu tính đến ${shortStamp(report.asOf)}. Dấu – là chưa có dữ liệu.`],
    columns: [{ title: 'TT', kind: 'count', width: 6 }, { title: 'Chỉ tiêu', kind: 'text', width: 46 }, { title: 'Số liệu', kind: 'mixed', width: 16 }, { title: 'Nguồn', kind: 'text', width: 40 }, { title: 'Mã đối chiếu', kind: 'text', width: 30 }],
    rows: report.figures.map(({ id, label, value, source }, at) => [at + 1, label, figureCell(value), sourceWords(vi, source), id]),
  },
  ...[...report.sections, ...report.annexes].flatMap((section, at) => sheetsOf(section, at + 1)),
]

/** The bytes of a report in one form. The same report makes the same bytes. */
export const renderReport = (report: PaperReport, kind: ReportFileKind, { number, issuedAtMs }: { readonly number: string | null; readonly issuedAtMs: number }): Promise<Uint8Array> => {
  if (kind === 'xlsx') return renderXlsx(workbookOf(report))
  const letter = letterOf(report, number, issuedAtMs)
  return kind === 'docx' ? renderDocx(letter) : renderLetterPdf(letter)
}
