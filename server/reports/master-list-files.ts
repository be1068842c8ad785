/** A list of documents as a table with headings in words, and the files that are made of it: the screen shows the same cells. */
import type { ListedCopy, MasterList, MasterListAnswer, MasterListLine } from '../../schemas/master-list.ts'
import { renderDocx } from '../render/docx.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import { agencyFrame, leadersOf } from './agency-letter.ts'

/** The list with the names of units, and who asked when. */
export interface NamedList { readonly answer: MasterListAnswer; readonly units: ReadonlyMap<string, string>; readonly agency: string; readonly asOf: string; readonly nowMs: number }

interface Column { readonly title: string; readonly kind: 'text' | 'date'; readonly width: number; readonly share: number; readonly of: (one: MasterListLine) => string | null }

/** Whether a copy is out, has to come back, or what became of it. */
const standingText = (t: Texts, { standing, outcome }: ListedCopy): string => (outcome !== null ? t.copyOutcomes[outcome] : { toRecall: t.document.callIn, inUse: t.document.out, recalled: t.document.recalled }[standing])

const two = (number: number | null): string => (number === null ? '' : String(number).padStart(2, '0'))

type ColumnName = 'code' | 'title' | 'type' | 'numbers' | 'from' | 'decision' | 'unit' | 'parent' | 'number' | 'issuer' | 'issuedOn' | 'to' | 'followed' | 'record' | 'form' | 'place' | 'years' | 'copy' | 'holder' | 'given' | 'standing' | 'recalled'
const columnsBy = (t: Texts, units: NamedList['units']): Readonly<Record<ColumnName, Column>> => {
  return {
    code: { title: t.documents.code, kind: 'text', width: 18, share: 11, of: ({ code }) => code },
    title: { title: t.documents.name, kind: 'text', width: 46, share: 28, of: ({ title }) => title },
    type: { title: t.documents.type, kind: 'text', width: 20, share: 12, of: ({ type, lawKind }) => (type === null ? (lawKind === null ? '' : t.lawKinds[lawKind]) : t.documentTypes[type]) },
    numbers: { title: t.documents.numbers, kind: 'text', width: 11, share: 8, of: ({ issue, revision }) => (issue === null ? '' : t.documents.issue(two(issue), two(revision))) },
    from: { title: t.documents.from, kind: 'date', width: 12, share: 9, of: ({ from }) => from },
    decision: { title: t.document.decision, kind: 'text', width: 26, share: 14, of: ({ decision }) => (decision === null ? '' : t.document.decisionOf(decision.number, shortDate(decision.on))) },
    unit: { title: t.document.owner, kind: 'text', width: 26, share: 14, of: ({ ownerUnitId }) => (ownerUnitId === null ? '' : units.get(ownerUnitId) ?? '') },
    parent: { title: t.document.parent, kind: 'text', width: 18, share: 11, of: ({ parentCode }) => parentCode ?? '' },
    number: { title: t.laws.number, kind: 'text', width: 20, share: 13, of: ({ code }) => code },
    issuer: { title: t.laws.issuer, kind: 'text', width: 24, share: 14, of: ({ issuer }) => issuer ?? '' },
    issuedOn: { title: t.laws.issuedOn, kind: 'date', width: 12, share: 9, of: ({ issuedOn }) => issuedOn },
    to: { title: t.laws.until, kind: 'date', width: 12, share: 9, of: ({ to }) => to },
    followed: { title: t.masterLists.followedBy, kind: 'text', width: 26, share: 15, of: ({ followedBy }) => followedBy.join(', ') },
    record: { title: t.masterLists.record, kind: 'text', width: 46, share: 28, of: ({ title }) => t.masterLists.recordOf(title) },
    form: { title: t.masterLists.form, kind: 'text', width: 18, share: 11, of: ({ code }) => code },
    place: { title: t.masterLists.place, kind: 'text', width: 26, share: 16, of: ({ retention }) => retention?.place ?? '' },
    years: { title: t.masterLists.years, kind: 'text', width: 14, share: 9, of: ({ retention }) => (retention === null ? '' : retention.years === null ? t.masterLists.forever : t.masterLists.yearsOf(String(retention.years))) },
    copy: { title: t.document.copy, kind: 'text', width: 10, share: 8, of: ({ copy }) => two(copy?.number ?? null) },
    holder: { title: t.document.copyHolder, kind: 'text', width: 34, share: 20, of: ({ copy }) => copy?.holder ?? '' },
    given: { title: t.document.given, kind: 'date', width: 12, share: 9, of: ({ copy }) => copy?.givenOn ?? null },
    standing: { title: t.document.state, kind: 'text', width: 22, share: 12, of: ({ copy }) => (copy === null ? '' : standingText(t, copy)) },
    recalled: { title: t.document.recalled, kind: 'date', width: 12, share: 9, of: ({ copy }) => copy?.recalledOn ?? null },
  }
}

const chosen: Readonly<Record<MasterList, readonly ColumnName[]>> = {
  internal: ['code', 'title', 'type', 'numbers', 'from', 'decision', 'unit'],
  external: ['number', 'title', 'type', 'issuer', 'issuedOn', 'from', 'to', 'followed'],
  forms: ['code', 'title', 'numbers', 'from', 'parent', 'unit', 'place', 'years'],
  records: ['form', 'record', 'parent', 'unit', 'place', 'years'],
  copies: ['code', 'title', 'numbers', 'copy', 'holder', 'given', 'standing', 'recalled'],
}

/** A column of the table, and its rows of texts and local dates; null where nothing is known. */
export interface ListGrid { readonly columns: readonly Omit<Column, 'of'>[]; readonly rows: readonly (readonly (string | null)[])[] }

/** The table in words; the first cell of a row names what it is about. */
export const listGrid = (t: Texts, { answer: { list, lines }, units }: Pick<NamedList, 'answer' | 'units'>): ListGrid => {
  const all = columnsBy(t, units)
  const columns = chosen[list].map((name) => all[name])
  return { columns, rows: lines.map((one) => columns.map(({ of }) => of(one))) }
}

/** What a cell says in print: a date as officials write it, a dash for what is not known. */
export const cellText = (t: Texts, { kind }: Pick<Column, 'kind'>, value: string | null): string => (value === null ? t.app.none : kind === 'date' ? shortDate(value) : value)

/** What stands below a list, wherever it is shown: how it was made, and what it leaves out. */
export const listNotes = (t: Texts, { answer, asOf }: Pick<NamedList, 'answer' | 'asOf'>): string[] =>
  [
    ...(answer.list === 'copies' ? [t.masterLists.copiesAsOf(shortDate(answer.on), asOf), t.masterLists.toRecall(String(answer.lines.filter(({ copy }) => copy?.standing === 'toRecall').length))] : [t.masterLists.asOf(shortDate(answer.on), asOf)]),
    answer.list === 'copies' ? t.masterLists.copiesSeen : t.masterLists.seen, ...(answer.isCut ? [t.masterLists.cut(String(answer.lines.length))] : []),
  ]

/** The list as a workbook. */
export const listXlsx = (t: Texts, named: NamedList): Promise<Uint8Array> => {
  const { columns, rows } = listGrid(t, named)
  const { list } = named.answer
  return renderXlsx([{
    name: t.masterListNames[list], heading: [t.masterListNames[list], t.masterLists.onDay(shortDate(named.answer.on))], columns: [{ title: t.masterLists.order, kind: 'count', width: 6 }, ...columns],
    rows: rows.map((row, index) => [index + 1, ...row]), notes: listNotes(t, named), landscape: true,
  }])
}

/** Word processors, and the service, are slow over longer tables. */
const paperRowsMost = 500

/** The list as a paper, its first 500 lines; number and signature are left for the hand. */
export const listDocx = (t: Texts, named: NamedList): Promise<Uint8Array> => {
  const { columns, rows } = listGrid(t, named)
  const { answer: { list, on } } = named
  const notes = [...listNotes(t, named), ...(rows.length > paperRowsMost ? [t.masterLists.paperCut(String(paperRowsMost))] : [])]
  return renderDocx({
    ...agencyFrame(named.agency, { symbol: null, recipients: [leadersOf(named.agency), 'Lưu: VT.'] }), on, title: t.masterListNames[list].toLocaleUpperCase('vi'), about: t.masterLists.onDay(shortDate(on)), addressees: [],
    blocks: [{ kind: 'item', text: t.masterLists.count(String(rows.length)) }, ...notes.map((text) => ({ kind: 'note' as const, text }))],
    issuedAtMs: named.nowMs,
    annexes: [{
      title: t.masterListNames[list], about: t.masterLists.onDay(shortDate(on)), isLandscape: true, blocks: [{
        kind: 'table', columns: [{ title: t.masterLists.order, share: 4, align: 'center' }, ...columns.map(({ title, share }) => ({ title, share, align: 'left' as const }))],
        rows: rows.slice(0, paperRowsMost).map((row, index) => [String(index + 1), ...row.map((value, at) => cellText(t, columns[at] ?? { kind: 'text' }, value))]),
      }],
    }],
  })
}
