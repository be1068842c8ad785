/** What papers are made from, out of a case that the rules drove. */
import type { PaperNames } from '../../workflows/dossier/hand-overs.ts'
import type { GivenApplicant, PaperCase } from '../../workflows/dossier/paper-facts.ts'
import { ids, type Case } from './dossiers.ts'

export const names: PaperNames = {
  agency: 'Ủy ban nhân dân xã Thuận Lộc',
  units: new Map([
    [ids.agency, { name: 'Ủy ban nhân dân xã Thuận Lộc', kind: 'agency' }], [ids.desk, { name: 'Trung tâm Phục vụ hành chính công', kind: 'oneStopDesk' }],
    [ids.department, { name: 'Phòng Kinh tế', kind: 'department' }], [ids.other, { name: 'Phòng Văn hóa', kind: 'department' }],
  ]),
  people: new Map([
    [ids.lan, 'Hồ Thị Lan'], [ids.mai, 'Lê Thị Mai'], [ids.hung, 'Võ Quang Hùng'], [ids.nam, 'Trần Văn Nam'], [ids.binh, 'Đỗ Thanh Bình'],
    [ids.dung, 'Phạm Đức Dũng'], [ids.khoa, 'Nguyễn Đăng Khoa'],
  ]),
}

/** The case as storage would read it; with `erased`, after its personal data went. */
export const paperCase = ({ rules, dossier, entries, personal }: Case, options: { readonly erased?: boolean; readonly bookNumber?: number } = {}): PaperCase => {
  const textsOf = (seq: number): Record<string, string> =>
    options.erased === true ? {} : Object.fromEntries(personal.filter((one) => one.seq === seq).map(({ field, value }) => [field, value]))
  const given = textsOf(1)
  const text = (field: string): string | null => given[field] ?? null
  const applicant: GivenApplicant = {
    kind: 'citizen', name: text('name') ?? '–', phone: text('phone'), email: text('email'), address: text('address'), subject: text('subject'),
  }
  return { rules, dossier, applicant, names, bookNumber: options.bookNumber ?? null, journal: entries.map(({ entry }) => ({ entry, texts: textsOf(entry.seq) })) }
}
