/** The register of complaints as files: a workbook, and a paper that officials go on writing. Nothing that people wrote, and nobody who complained. */
import type { ComplaintView } from '../../schemas/complaint.ts'
import { renderDocx } from '../render/docx.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import { agencyFrame, leadersOf } from './agency-letter.ts'

/** What both files are made of. `isCut`: there are older ones. */
export interface ComplaintRegister { readonly lines: readonly ComplaintView[]; readonly isCut: boolean; readonly units: ReadonlyMap<string, string>; readonly agency: string; readonly today: string; readonly asOf: string; readonly nowMs: number }

const columnsOf = (t: Texts): SheetColumn[] => [
  { title: t.complaints.code, kind: 'text', width: 16 }, { title: t.complaints.kind, kind: 'text', width: 20 }, { title: t.complaints.channel, kind: 'text', width: 14 }, { title: t.quality.unit, kind: 'text', width: 26 }, { title: t.complaints.received, kind: 'date', width: 12 },
  { title: t.complaints.due, kind: 'date', width: 12 }, { title: t.complaints.state, kind: 'text', width: 18 }, { title: t.complaints.justified, kind: 'text', width: 18 }, { title: t.complaints.number, kind: 'text', width: 16 },
]
const rowOf = (t: Texts, { units }: ComplaintRegister, one: ComplaintView): (string | null)[] => [
  one.code, t.complaintKinds[one.kind], t.complaintChannels[one.channel], units.get(one.unitId) ?? '', one.receivedAt.slice(0, 10), one.dueAt?.slice(0, 10) ?? null, t.complaintStates[one.state],
  one.justified === null ? '' : one.justified ? t.complaints.isJustified : t.complaints.isNot, one.number ?? '',
]

const notesOf = (t: Texts, { lines, isCut, asOf }: ComplaintRegister): string[] => [t.correctiveActions.asOf(asOf), ...(isCut ? [t.quality.cut(String(lines.length))] : [])]

/** The register as a workbook. */
export const complaintsXlsx = (t: Texts, register: ComplaintRegister): Promise<Uint8Array> => renderXlsx([{
  name: t.complaints.title, heading: [t.complaints.register], columns: columnsOf(t), rows: register.lines.map((one) => rowOf(t, register, one)), notes: notesOf(t, register), landscape: true,
}])

/** The register as a paper; number and signature are left for the hand. */
export const complaintsDocx = (t: Texts, register: ComplaintRegister): Promise<Uint8Array> => renderDocx({
  ...agencyFrame(register.agency, { symbol: null, recipients: [leadersOf(register.agency), 'Lưu: VT.'] }), on: register.today, title: t.complaints.register, about: null, addressees: [],
  blocks: notesOf(t, register).map((text) => ({ kind: 'note', text })), issuedAtMs: register.nowMs,
  annexes: [{ title: t.complaints.title, about: null, isLandscape: true, blocks: [{
    kind: 'table', columns: columnsOf(t).map(({ title, width }) => ({ title, share: width, align: 'left' as const })),
    rows: register.lines.map((one) => rowOf(t, register, one).map((value, index) => (value === null ? '' : index === 4 || index === 5 ? shortDate(value) : value))),
  }] }],
})
