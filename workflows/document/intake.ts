/** Judges a list of documents that were in force before: line by line what will be taken over, what is there already, and what is wrong. Pure. */
import type { LocalDate } from '../../schemas/common.ts'
import type { DocumentType, PromulgatingDecision, Retention } from '../../schemas/document.ts'
import type { IntakeCheck, IntakeDefaults, IntakeFault, IntakeLine, IntakeRemark, KnownDocument, LookedFile } from '../../schemas/document-intake.ts'
import { plainText } from '../procedure/table/import-cells.ts'
import { codeFits, codePrefixOf, typeOfCode } from './begin.ts'
import { codeIn, dateIn, decisionIn, numbersIn, retentionIn, revisionIn, typeIn, wholeDecision } from './intake-cells.ts'
import { filesFor, type FileFound } from './intake-files.ts'
import type { ListedRow, ReadList } from './intake-list.ts'

export interface IntakeFacts {
  readonly today: LocalDate
  readonly units: readonly { readonly id: string; readonly code: string; readonly names: readonly string[] }[]
  readonly defaults: IntakeDefaults
  readonly files: readonly LookedFile[]
  readonly known: ReadonlyMap<string, KnownDocument>
}

type Faults = { fault: IntakeFault; text: string; refusal?: NonNullable<LookedFile['refusal']> }[]
type Remarks = { remark: IntakeRemark; text: string }[]

/** What is gathered of one line while it is read. */
class Notes {
  readonly faults: Faults = []
  readonly remarks: Remarks = []
  wrong(fault: IntakeFault, text = ''): null {
    this.faults.push({ fault, text: text.slice(0, 300) })
    return null
  }
  say(remark: IntakeRemark, text = ''): void {
    this.remarks.push({ remark, text: text.slice(0, 300) })
  }
}

const codePattern = /^[A-ZĐ0-9][A-ZĐ0-9._-]{1,39}$/
const titleMost = 300
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/u

const codeOf = ({ cells }: ListedRow, notes: Notes): string => {
  const code = codeIn(cells.code)
  if (code === '') notes.wrong('codeMissing')
  else if (!codePattern.test(code)) notes.wrong('codeUnread', cells.code)
  else if (code !== cells.code) notes.say('codeWritten', `${cells.code} → ${code}`)
  return code.slice(0, 60)
}

const typeOf = ({ cells, typeAbove }: ListedRow, code: string, notes: Notes): DocumentType | null => {
  const type = cells.type === '' ? typeAbove ?? typeOfCode(code) : typeIn(cells.type)
  if (type === null) return notes.wrong('typeUnread', cells.type)
  if (cells.type === '') notes.say(typeAbove === null ? 'typeGuessed' : 'typeFromHeading')
  if (codePattern.test(code) && !codeFits(type, code)) notes.wrong('codeNotOfType', codePrefixOf(type) ?? '')
  return type
}

const numbersOf = ({ cells }: ListedRow, notes: Notes): { issue: number; revision: number } => {
  const numbers = cells.issue === '' ? { issue: 1, revision: null } : numbersIn(cells.issue)
  const revision = cells.revision === '' ? numbers?.revision ?? 0 : revisionIn(cells.revision)
  if (numbers === null || revision === null) notes.wrong('numbersUnread', [cells.issue, cells.revision].filter((one) => one !== '').join(' / '))
  return { issue: numbers?.issue ?? 1, revision: revision ?? 0 }
}

/** A date of a cell; an unreadable one is wrong, an empty one null. */
const dateAt = (cell: string, notes: Notes): LocalDate | null => (cell === '' ? null : dateIn(cell) ?? notes.wrong('dateUnread', cell))

const decisionOf = ({ cells }: ListedRow, issuedOn: LocalDate | null, facts: IntakeFacts, notes: Notes): PromulgatingDecision | null => {
  const read = decisionIn(cells.decision)
  if (read === null) return facts.defaults.decision ?? notes.wrong('decisionMissing')
  const on = dateAt(cells.decisionOn, notes) ?? read.on ?? issuedOn ?? (read.number === facts.defaults.decision?.number ? facts.defaults.decision.on : null)
  if (read.number.length > 60 || unseen.test(read.number) || (on !== null && on > facts.today)) return notes.wrong('decisionUnread', `${cells.decision} ${cells.decisionOn}`.trim())
  return wholeDecision(read.number, on) ?? notes.wrong('decisionMissing', read.number)
}

const effectiveOf = ({ cells }: ListedRow, { issuedOn, decision }: { issuedOn: LocalDate | null; decision: PromulgatingDecision | null }, today: LocalDate, notes: Notes): LocalDate | null => {
  const own = dateAt(cells.effectiveOn, notes)
  if (own === null && cells.effectiveOn !== '') return null
  const on = own ?? issuedOn ?? decision?.on ?? null
  if (on === null) return cells.issuedOn === '' ? notes.wrong('dateMissing') : null
  if (own === null) notes.say(issuedOn !== null ? 'dateFromIssue' : 'dateFromDecision', on)
  if (on > today) return notes.wrong('dateAhead', on)
  if (decision !== null && on < decision.on) notes.say('dateBeforeDecision', `${on} < ${decision.on}`)
  return on
}

const unitOf = ({ cells }: ListedRow, { units, defaults }: IntakeFacts, notes: Notes): string | null => {
  if (cells.unit === '') return defaults.ownerUnitId ?? notes.wrong('unitMissing')
  const plain = plainText(cells.unit)
  const found = units.filter(({ code, names }) => plainText(code) === plain || names.some((name) => plainText(name) === plain))
  return found.length === 1 ? found[0]!.id : notes.wrong('unitUnknown', cells.unit)
}

const retentionOf = ({ cells }: ListedRow, notes: Notes): Retention | null =>
  (cells.years === '' || cells.place === '' ? null : retentionIn(cells.years, cells.place.slice(0, 200)) ?? notes.wrong('retentionUnread', cells.years))

interface Read { readonly line: Omit<IntakeLine, 'verdict' | 'file' | 'faults' | 'remarks'>; readonly named: string; readonly notes: Notes }

const readLine = (row: ListedRow, facts: IntakeFacts): Read => {
  const notes = new Notes()
  const code = codeOf(row, notes)
  const title = row.cells.title
  if (title === '') notes.wrong('titleMissing')
  else if (title.length > titleMost || unseen.test(title)) notes.wrong('titleUnread', title.slice(0, 80))
  const type = typeOf(row, code, notes)
  const issuedOn = dateAt(row.cells.issuedOn, notes)
  const decision = decisionOf(row, issuedOn, facts, notes)
  return {
    notes, named: row.cells.file,
    line: {
      row: row.row, code, title: title.slice(0, titleMost), type, ...numbersOf(row, notes), decision, effectiveOn: effectiveOf(row, { issuedOn, decision }, facts.today, notes),
      ownerUnitId: unitOf(row, facts, notes), retention: retentionOf(row, notes),
    },
  }
}

const short = (names: readonly string[]): string => names.slice(0, 4).join(' | ')

const fileOf = ({ notes, named }: Read, found: FileFound, { files }: IntakeFacts): string | null => {
  if (found.kind === 'none') return notes.wrong(named === '' ? 'fileMissing' : 'fileUnknown', named)
  if (found.kind === 'several') return notes.wrong('fileAmbiguous', short(found.names))
  if (found.left.length > 0) notes.say('otherFileLeft', short(found.left))
  const refusal = files.find(({ name }) => name === found.name)?.refusal ?? null
  if (refusal !== null) notes.faults.push({ fault: 'fileRefused', text: found.name.slice(0, 300), refusal })
  return found.name
}

/** Whether the register has it: then nothing of the line counts but a difference of numbers, which an ordinary revision enters. */
const knownVerdict = ({ line, notes }: Read, known: KnownDocument): IntakeLine['verdict'] => {
  if (!known.isInForce) {
    notes.wrong('inWork')
    return 'wrong'
  }
  notes.faults.splice(0)
  notes.remarks.splice(0)
  if (known.issue !== line.issue || known.revision !== line.revision) notes.say('numbersDiffer', `${known.issue}/${known.revision}`)
  return 'there'
}

/** Each line with its verdict, and what of rows and files was left. */
export const judgeList = ({ heading, rows, skipped }: ReadList, facts: IntakeFacts): IntakeCheck => {
  const read = rows.map((row) => readLine(row, facts))
  const times = Map.groupBy(read, ({ line }) => line.code)
  const found = filesFor(read.map(({ line, named }) => ({ code: line.code, type: line.type, named })), facts.files.map(({ name }) => name))
  const users = Map.groupBy(found.flatMap((one) => (one.kind === 'found' ? [one.name] : [])), (name) => name)
  const lines = read.map((one, at): IntakeLine => {
    const { line, notes } = one
    const file = fileOf(one, found[at]!, facts)
    if (file !== null && (users.get(file)?.length ?? 0) > 1) notes.wrong('fileOfTwo', file)
    if (line.code !== '' && (times.get(line.code)?.length ?? 0) > 1) notes.wrong('codeTwice', times.get(line.code)!.map((other) => other.line.row).join(', '))
    const known = facts.known.get(line.code)
    const verdict = known !== undefined ? knownVerdict(one, known) : notes.faults.length > 0 ? 'wrong' : 'take'
    return { ...line, verdict, file, faults: notes.faults, remarks: notes.remarks }
  })
  const meant = new Set(found.flatMap((one) => (one.kind === 'found' ? [one.name, ...one.left] : one.kind === 'several' ? one.names : [])))
  return { heading, lines, skipped, unused: facts.files.map(({ name }) => name).filter((name) => !meant.has(name)) }
}
