/** Evidence packs of dossiers driven through the real rules, without a database. */
import { createHash } from 'node:crypto'
import { collectFrom, type EvidenceCase } from '../../server/evidence/collect.ts'
import { makePack, sealed, type PackFile, zipOf } from '../../server/evidence/pack.ts'
import { readContainer } from '../../server/evidence/verify.mjs'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { act, acts, at, type Case, ids, receive, rulesFor, staff } from './dossiers.ts'

const { lan, hung, nam, binh, dung, khoa } = staff
const clock = { procedure: 'P1' } as const

/** The promotion notice of 6 May 2021 that went to the wrong account (domain.md 6.4): due on 10 May, ready on the 11th at 09:40. */
export const misrouted = (): Case => {
  const filed = receive(rulesFor(shippedProcedure(clock.procedure)!), '2021-05-06T09:40', {
    code: '000.00.07.H19-210506-0003', channel: 'direct', subject: 'Khuyến mại sản phẩm dinh dưỡng',
    applicant: { kind: 'business', name: 'Công ty CP Dinh dưỡng Mẫu', phone: '0900 000 009', address: 'Số 1 đường Mẫu' },
  })
  return acts(filed,
    [lan, 'HAND_OVER', '2021-05-06T10:15'], [hung, 'ASSIGN', '2021-05-06T10:40', { to: nam }],
    [nam, 'RETURN_WRONG_ADDRESSEE', '2021-05-10T15:20', { reason: 'Chuyển nhầm tài khoản, tôi không phụ trách lĩnh vực này' }],
    [hung, 'ASSIGN', '2021-05-10T16:30', { to: binh }], [binh, 'ACKNOWLEDGE', '2021-05-10T16:40'], [binh, 'STEP_DONE', '2021-05-11T08:30'],
    [dung, 'STEP_DONE', '2021-05-11T08:50'], [khoa, 'RESULT_SIGNED', '2021-05-11T09:40'])
}

/** A notice that waited for a supplement and was then due anew; the answer came early. */
export const supplemented = (): Case => acts(receive(rulesFor(shippedProcedure(clock.procedure)!), '2024-06-10T10:00', { code: '000.00.07.H19-240610-0001' }),
  [lan, 'HAND_OVER', '2024-06-10T10:30'], [hung, 'ASSIGN', '2024-06-10T14:00', { to: nam }],
  [nam, 'REQUEST_SUPPLEMENT', '2024-06-12T09:00', { reason: 'Thiếu danh mục giải thưởng', paper: { number: '12/YC-SCT', on: '2024-06-12' } }],
  [lan, 'SUPPLEMENT_RECEIVED', '2024-06-17T15:00'], [nam, 'STEP_DONE', '2024-06-18T09:00'])

/** An apology before the due date, and the result in time for the new one. */
export const apologised = (): Case => act(acts(receive(rulesFor(shippedProcedure(clock.procedure)!), '2024-06-10T10:00', { code: '000.00.07.H19-240610-0002' }),
  [lan, 'HAND_OVER', '2024-06-10T10:30'], [hung, 'ASSIGN', '2024-06-10T14:00', { to: nam }]),
[dung, 'APOLOGY_ISSUED', '2024-06-11T09:00', { reason: 'Chờ ý kiến', newDueOn: '2024-06-19', paper: { number: '9/XL', on: '2024-06-11' } }])

/** What the service would read of a case. */
export const caseOf = (one: Case, clear = true): EvidenceCase => {
  const kept = one.entries.map(({ entry, canonical, hash }) => ({
    seq: entry.seq, canonical, hash, personal: Object.fromEntries(one.personal.filter(({ seq }) => seq === entry.seq).map(({ field, value }) => [field, value])),
  }))
  const named = (pairs: readonly (readonly [string, string])[]): Map<string, string> => new Map(pairs)
  const units = new Map(([['desk', 'Bộ phận Một cửa'], ['department', 'Phòng Quản lý thương mại'], ['agency', 'Sở Công Thương Mẫu']] as const).map(([id, name]) => [ids[id], { name, kind: 'department' }]))
  const people = named([[ids.lan, 'Nguyễn Thị Lan'], [ids.hung, 'Trần Văn Hùng'], [ids.nam, 'Lê Văn Nam'], [ids.binh, 'Phạm Thị Bình'], [ids.dung, 'Đỗ Anh Dũng'], [ids.khoa, 'Vũ Đức Khoa']])
  return collectFrom({
    dossier: one.dossier, rules: one.rules, kept, verified: true, names: { agency: 'Sở Công Thương Mẫu', units, people }, calendars: [seedCalendar('vn')], bookNumber: 3,
    facts: {
      agencyCode: '000.00.07.H19', personal: one.personal,
      applicant: { kind: 'business', name: 'Công ty CP Dinh dưỡng Mẫu', phone: '0900 000 009', email: null, address: 'Số 1 đường Mẫu', subject: null },
      reminders: [{ rung: 'duePassed', atMs: at('2021-05-10T17:00') }], notices: [{ kind: 'duePassed', accountId: ids.hung, payload: {}, atMs: at('2021-05-10T17:01'), readAtMs: null }],
      grants: [{ accountId: ids.nam, unitId: ids.department, role: 'specialist', validFrom: '2020-01-01', validTo: null, decision: '12/QĐ' }],
    },
  }, { clear, nowMs: at('2024-07-01T08:00') })
}

/** The pack of cases, as it was made on a day. */
export const packOf = async (cases: readonly EvidenceCase[], clear = true): Promise<Buffer> => Buffer.from((await makePack({
  agencyCode: '000.00.07.H19', agency: 'Sở Công Thương Mẫu', clear, madeAtMs: at('2024-07-01T08:00'), zone: 'Asia/Ho_Chi_Minh', cases,
})).bytes)

/** A pack whose files were changed by somebody who writes a new manifest over them. */
export const repacked = (pack: Uint8Array, change: (files: Map<string, Buffer>) => void): Buffer => {
  const files = new Map([...readContainer(pack)].map(([path, bytes]) => [path, Buffer.from(bytes)]))
  const manifest = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>
  files.delete('manifest.json')
  files.delete('manifest.sha256')
  change(files)
  const listed: PackFile[] = [...files].map(([path, bytes]) => ({ path, bytes }))
  return Buffer.from(zipOf(sealed(listed, manifest)))
}

/** SHA-256 in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
