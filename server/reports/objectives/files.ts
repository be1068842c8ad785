/** The objectives of a year as files: a workbook, and a paper that officials go on writing. */
import type { ObjectiveStanding } from '../../../schemas/objective.ts'
import { renderDocx } from '../../render/docx.ts'
import type { Letter } from '../../render/letter.ts'
import { shortDate } from '../../render/words.ts'
import { renderXlsx, type SheetColumn } from '../../render/xlsx.ts'
import type { Texts } from '../../views/texts/index.ts'
import { figureText, forecastText, targetText } from './words.ts'
import { agencyFrame, leadersOf } from '../agency-letter.ts'

/** What both files are made of; `unitName` of null is the agency. */
export interface ObjectivesFile {
  readonly year: number
  readonly items: readonly ObjectiveStanding[]
  readonly unitName: (id: string | null) => string
  readonly personName: (id: string) => string
  readonly agency: string
  readonly today: string
  readonly asOf: string
  readonly nowMs: number
}

type Column = Pick<SheetColumn, 'title' | 'width'> & { readonly share: number; readonly textOf: (one: ObjectiveStanding) => string }

const columnsOf = (t: Texts, { unitName, personName }: ObjectivesFile): Column[] => [
  { title: t.objectives.name, width: 40, share: 24, textOf: ({ objective }) => objective.name },
  { title: t.objectives.unit, width: 22, share: 12, textOf: ({ objective: { unitId } }) => unitName(unitId) },
  { title: t.objectives.number, width: 20, share: 12, textOf: ({ objective: { number, on } }) => `${number}, ${shortDate(on)}` },
  { title: t.objectives.target, width: 18, share: 11, textOf: ({ objective, year }) => targetText(objective, year.target) },
  ...['1', '2', '3', '4'].map((one, index): Column => ({
    title: t.objectives.quarter(one), width: 18, share: 10,
    textOf: ({ objective: { formula }, quarters }) => { const found = quarters[index]; return found === undefined ? t.app.none : figureText(t, formula, found) },
  })),
  { title: t.objectives.soFar, width: 20, share: 11, textOf: ({ objective: { formula }, year }) => figureText(t, formula, year) },
  { title: t.objectives.light, width: 20, share: 10, textOf: ({ year }) => t.lights[year.light] },
  { title: t.objectives.forecast, width: 34, share: 15, textOf: ({ forecast }) => forecastText(t, forecast) },
  { title: t.objectives.owner, width: 22, share: 11, textOf: ({ objective: { ownerId } }) => personName(ownerId) },
]

const rowsOf = (t: Texts, file: ObjectivesFile): string[][] => file.items.map((one) => columnsOf(t, file).map(({ textOf }) => textOf(one)))

/** The objectives as a workbook. */
export const objectivesXlsx = (t: Texts, file: ObjectivesFile): Promise<Uint8Array> => renderXlsx([{
  name: t.objectives.title, heading: [t.objectives.about(String(file.year))], columns: columnsOf(t, file).map(({ title, width }) => ({ title, width, kind: 'text' })),
  rows: rowsOf(t, file), notes: [t.objectives.asOf(file.asOf), t.objectives.rules, t.objectives.basis], landscape: true,
}])

/** The objectives as a paper; number and signature are left for the hand. */
export const objectivesDocx = (t: Texts, file: ObjectivesFile): Promise<Uint8Array> => {
  const letter: Letter = {
    ...agencyFrame(file.agency, { recipients: [leadersOf(file.agency), 'Lưu: VT.'] }), on: file.today, title: t.objectives.letterTitle, about: t.objectives.about(String(file.year)), addressees: [],
    issuedAtMs: file.nowMs,
    blocks: [{ kind: 'note', text: t.objectives.asOf(file.asOf) }, { kind: 'note', text: t.objectives.rules }, { kind: 'note', text: t.objectives.basis }],
    annexes: [{
      title: t.objectives.title, about: String(file.year), isLandscape: true,
      blocks: [{ kind: 'table', columns: columnsOf(t, file).map(({ title, share }) => ({ title, share, align: 'left' as const })), rows: rowsOf(t, file) }],
    }],
  }
  return renderDocx(letter)
}
