/** The register of corrective actions as files: a workbook, and a paper that officials go on writing. */
import type { ActionView } from '../../schemas/corrective-action.ts'
import { renderDocx } from '../render/docx.ts'
import type { Letter } from '../render/letter.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import { agencyFrame, leadersOf } from './agency-letter.ts'

/** What both files are made of: the actions, names of people, when it was asked. `isCut`: there are older ones. */
export interface ActionRegister { readonly actions: readonly ActionView[]; readonly isCut: boolean; readonly names: ReadonlyMap<string, string>; readonly agency: string; readonly today: string; readonly asOf: string; readonly nowMs: number }

const outcomeOf = ({ actionStates, correctiveActions }: Texts, { outcome, state }: ActionView): string => (outcome === null ? actionStates[state] : correctiveActions[outcome])
const ownerOf = ({ names }: ActionRegister, { ownerId }: ActionView): string => (ownerId === null ? '' : names.get(ownerId) ?? '')

const columnsOf = (t: Texts): readonly (SheetColumn & { readonly share: number })[] => [
  { title: t.correctiveActions.code, kind: 'text', width: 16, share: 12 }, { title: t.correctiveActions.summary, kind: 'text', width: 36, share: 24 }, { title: t.quality.source, kind: 'text', width: 18, share: 10 },
  { title: t.nonconformity.grade, kind: 'text', width: 12, share: 8 }, { title: t.correctiveActions.rootCause, kind: 'text', width: 30, share: 16 }, { title: t.correctiveActions.owner, kind: 'text', width: 20, share: 12 },
  { title: t.correctiveActions.due, kind: 'date', width: 12, share: 8 }, { title: t.correctiveActions.outcome, kind: 'text', width: 18, share: 10 },
]
const rowOf = (t: Texts, register: ActionRegister, one: ActionView): readonly (string | null)[] =>
  [one.code, one.summary, t.nonconformitySources[one.source], t.grades[one.grade], one.analysis?.rootCause ?? '', ownerOf(register, one), one.dueOn, outcomeOf(t, one)]

const notesOf = (t: Texts, { actions, isCut, asOf }: ActionRegister): string[] => [t.correctiveActions.asOf(asOf), ...(isCut ? [t.quality.cut(String(actions.length))] : [])]

/** The register as a workbook. */
export const actionsXlsx = (t: Texts, register: ActionRegister): Promise<Uint8Array> => renderXlsx([{
  name: t.correctiveActions.title, heading: [t.correctiveActions.register, t.correctiveActions.about], columns: columnsOf(t), rows: register.actions.map((one) => [...rowOf(t, register, one)]),
  notes: notesOf(t, register), landscape: true,
}])

/** The register as a paper; number and signature are left for the hand. */
export const actionsDocx = (t: Texts, register: ActionRegister): Promise<Uint8Array> => {
  const letter: Letter = {
    ...agencyFrame(register.agency, { symbol: null, recipients: [leadersOf(register.agency), 'Lưu: VT.'] }), on: register.today, title: t.correctiveActions.register, about: t.correctiveActions.about, addressees: [],
    blocks: notesOf(t, register).map((text) => ({ kind: 'note', text })), issuedAtMs: register.nowMs,
    annexes: [{
      title: t.correctiveActions.title, about: null, isLandscape: true, blocks: [{
        kind: 'table', columns: columnsOf(t).map(({ title, share }) => ({ title, share, align: 'left' as const })),
        rows: register.actions.map((one) => rowOf(t, register, one).map((value, index) => (value === null ? '' : index === 6 ? shortDate(value) : value))),
      }],
    }],
  }
  return renderDocx(letter)
}
