/** Competence of people as a table with headings in words, and the files that are made of it. */
import type { LocalDate } from '../../schemas/common.ts'
import type { PersonCompetence } from '../../schemas/competence.ts'
import { renderDocx } from '../render/docx.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import { agencyFrame, leadersOf } from './agency-letter.ts'

/** People with the names that their roles mention, and who asked when. */
export interface NamedCompetence {
  readonly on: LocalDate; readonly people: readonly PersonCompetence[]; readonly isCut: boolean
  readonly units: ReadonlyMap<string, string>; readonly names: ReadonlyMap<string, string>; readonly agency: string; readonly asOf: string; readonly nowMs: number
}

/** `Chuyên viên (Phòng Kinh tế), từ 01/07/2025`: a role in words. */
export const roleText = (t: Texts, { units, names }: Pick<NamedCompetence, 'units' | 'names'>, { role, unitId, onBehalfOf, since }: PersonCompetence['roles'][number]): string => {
  const what = t.people.roleIn(t.roles[role], units.get(unitId) ?? t.app.none)
  return `${what}, ${onBehalfOf === null ? t.competence.since(since === null ? t.app.none : shortDate(since)) : t.competence.standsIn(names.get(onBehalfOf) ?? t.app.none)}`
}

const gapsText = (t: Texts, { gaps }: PersonCompetence): string => gaps.map((gap) => t.competenceGaps[gap]).join('; ')
const rolesText = (t: Texts, named: NamedCompetence, { roles }: PersonCompetence): string =>
  roles.map((one) => `${roleText(t, named, one)}${one.isNew ? ` (${t.competence.isNew})` : ''}`).join('; ')

/** What stands below a list, wherever it is shown. */
export const competenceNotes = (t: Texts, { on, asOf, isCut, people }: NamedCompetence): string[] =>
  [t.competence.asOf(shortDate(on), asOf), t.competence.seen, t.competence.help, ...(isCut ? [t.competence.cut(String(people.length))] : [])]

/** The list as a workbook. */
export const competenceXlsx = (t: Texts, named: NamedCompetence): Promise<Uint8Array> => renderXlsx([{
  name: t.competence.title, heading: [t.competence.title, t.competence.onDay(shortDate(named.on))], columns: [
    { title: t.competence.order, kind: 'count', width: 6 }, { title: t.competence.name, kind: 'text', width: 28 }, { title: t.competence.roles, kind: 'text', width: 60 }, { title: t.competence.toRead, kind: 'count', width: 10 },
    { title: t.competence.countRead, kind: 'count', width: 10 }, { title: t.competence.countTrainings, kind: 'count', width: 12 }, { title: t.competence.lastTraining, kind: 'date', width: 14 }, { title: t.competence.gaps, kind: 'text', width: 40 },
  ],
  rows: named.people.map((one, index) => [index + 1, one.fullName, rolesText(t, named, one), one.toRead, one.read, one.trainings, one.lastTrainingOn, gapsText(t, one)]), notes: competenceNotes(t, named), landscape: true,
}])

/** Word processors, and the service, are slow over longer tables. */
const paperRowsMost = 500

/** The list as a paper, its first 500 people; number and signature are left for the hand. */
export const competenceDocx = (t: Texts, named: NamedCompetence): Promise<Uint8Array> => renderDocx({
  ...agencyFrame(named.agency, { symbol: null, recipients: [leadersOf(named.agency), 'Lưu: VT.'] }), on: named.on, title: t.competence.letterTitle, about: t.competence.title, addressees: [],
  blocks: [
    { kind: 'item', text: t.competence.people(String(named.people.length)) },
    ...[...competenceNotes(t, named), ...(named.people.length > paperRowsMost ? [t.masterLists.paperCut(String(paperRowsMost))] : [])].map((text) => ({ kind: 'note' as const, text })),
  ],
  issuedAtMs: named.nowMs,
  annexes: [{
    title: t.competence.title, about: t.competence.onDay(shortDate(named.on)), isLandscape: true, blocks: [{
      kind: 'table', columns: [
        { title: t.competence.order, share: 4, align: 'center' }, { title: t.competence.name, share: 16, align: 'left' }, { title: t.competence.roles, share: 32, align: 'left' }, { title: t.competence.toRead, share: 7, align: 'right' },
        { title: t.competence.countRead, share: 7, align: 'right' }, { title: t.competence.lastTraining, share: 11, align: 'left' }, { title: t.competence.gaps, share: 20, align: 'left' },
      ],
      rows: named.people.slice(0, paperRowsMost).map((one, index) => [
        String(index + 1), one.fullName, rolesText(t, named, one), String(one.toRead), String(one.read), one.lastTrainingOn === null ? t.app.none : shortDate(one.lastTrainingOn), gapsText(t, one),
      ]),
    }],
  }],
})
