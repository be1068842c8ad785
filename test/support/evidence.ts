/** Evidence packs of dossiers driven through the real rules, without a database. */
import { createHash } from 'node:crypto'
import { collectFrom, type EvidenceCase } from '../../server/evidence/collect.ts'
import type { CorrectiveAction } from '../../schemas/corrective-action.ts'
import type { Actor } from '../../schemas/dossier.ts'
import type { EvidenceQuality } from '../../storage/evidence.ts'
import { decidePropose } from '../../workflows/quality/action-begin.ts'
import { type ActionInput, decideAction, decideMeasure } from '../../workflows/quality/action-decide.ts'
import { lateDossier } from '../../workflows/quality/derive.ts'
import { chainEntry, enterAll } from '../../workflows/quality/register.ts'
import { makePack, sealed, type PackFile, zipOf } from '../../server/evidence/pack.ts'
import { readContainer } from '../../server/evidence/verify.mjs'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { act, acts, at, type Case, idOf, ids, person, receive, rulesFor, staff } from './dossiers.ts'

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

const zone = 'Asia/Ho_Chi_Minh'
const auditor = person('giang', ['internalAuditor', 'agency'])
const manager = person('son', ['qualityManager', 'agency'])
const plan = {
  analysis: { whys: ['Không ai mở hồ sơ', 'Giao nhầm người', 'Không có lịch phân công'], categories: ['coordination' as const], rootCause: 'Phân công theo trí nhớ' },
  correction: 'Trả kết quả, thư xin lỗi', action: 'Phân công theo lịch trực, cảnh báo hồ sơ chưa mở', baseline: { hits: 6, total: 40 },
  measure: { figure: 'lateShare' as const, scope: { unitId: ids.department }, baselineFrom: '2021-01-01', baselineTo: '2021-10-15', target: 100, windowFrom: '2021-12-01', windowTo: '2022-03-31' },
}
const work: readonly (readonly [Actor, ActionInput])[] = [
  [hung, { type: 'ACCEPT', ownerId: ids.binh }], [binh, { type: 'ANALYSE', ...plan }], [binh, { type: 'SUBMIT' }], [manager, { type: 'APPROVE' }],
  [binh, { type: 'REPORT', note: 'Lịch trực đã niêm yết' }], [binh, { type: 'FINISH' }], [auditor, { type: 'VERIFY', note: 'Đã xem lịch trực' }],
]

/** The register and the action of a late dossier by the real rules: found in October 2021, planned, done, verified, measured, closed as effective; others have neither. */
export const qualityOf = ({ dossier }: Case): EvidenceQuality => {
  const found = lateDossier({ dossier, field: 'XTTM' }, { zone, nowMs: at('2021-10-20T08:00') })
  if (found === null) return { nonconformities: [], register: [], actions: [], letter: null }
  const entering = { tenantId: ids.tenant, zone, nowMs: at('2021-10-20T08:00'), by: null }
  const raised = enterAll({ seq: 41, hash: '4'.repeat(64), year: 2021, number: 6 }, [found], entering, () => idOf(700))
  const [nonconformity] = raised.nonconformities
  const about = { id: idOf(800), tenantId: ids.tenant, code: 'HĐKP-2021-0002', unitId: ids.department, summary: 'Hồ sơ khuyến mại chuyển nhầm tài khoản', previousId: null }
  const begun = decidePropose({ ...about, about: [{ id: nonconformity!.id, source: 'lateDossier', grade: 'minor' }] }, { actor: hung, capacity: { role: 'unitHead', unitId: ids.department, onBehalfOf: null }, zone, nowMs: at('2021-10-25T16:00'), limits: [] })
  const chain = [...begun.entries]
  let action: CorrectiveAction = begun.action
  const step = (actor: Actor, input: ActionInput, nowMs: number): void => {
    const decision = decideAction({ action, actor, unitLine: [ids.department, ids.agency], zone }, input, nowMs)
    action = decision.action
    chain.push(...decision.entries)
  }
  work.forEach(([actor, input], index) => step(actor, input, at(`2021-10-2${6 + Math.floor(index / 3)}T0${8 + (index % 2)}:00`)))
  const measured = decideMeasure(action, { hits: 0, total: 60 }, at('2022-04-01T00:10'))
  action = measured.action
  chain.push(...measured.entries)
  step(auditor, { type: 'CLOSE' }, at('2022-04-01T08:00'))
  const taken = chainEntry({ ...raised.head, seq: raised.head.seq + 2 }, { ...entering, nowMs: at('2021-10-25T16:00') }, nonconformity!, { event: 'TAKE_UP', action: action.id })
  const rows = (entries: readonly { readonly entry: { readonly seq: number }; readonly canonical: string; readonly hash: string }[]) => entries.map(({ entry: { seq }, canonical, hash }) => ({ seq, canonical, hash }))
  return {
    nonconformities: [{ ...nonconformity!, standing: 'closed', others: 0, actions: [{ id: action.id, code: action.code }] }], register: rows([...raised.entries, taken]),
    actions: [{ body: action, entries: rows(chain) }], letter: { number: '2372/TXL-SCT', on: '2021-05-17' },
  }
}

/** What the service would read of a case. */
export const caseOf = (one: Case, clear = true): EvidenceCase => {
  const kept = one.entries.map(({ entry, canonical, hash }) => ({
    seq: entry.seq, canonical, hash, personal: Object.fromEntries(one.personal.filter(({ seq }) => seq === entry.seq).map(({ field, value }) => [field, value])),
  }))
  const named = (pairs: readonly (readonly [string, string])[]): Map<string, string> => new Map(pairs)
  const units = new Map(([['desk', 'Bộ phận Một cửa'], ['department', 'Phòng Quản lý thương mại'], ['agency', 'Sở Công Thương Mẫu']] as const).map(([id, name]) => [ids[id], { name, kind: 'department' }]))
  const people = named([[ids.lan, 'Nguyễn Thị Lan'], [ids.hung, 'Trần Văn Hùng'], [ids.nam, 'Lê Văn Nam'], [ids.binh, 'Phạm Thị Bình'], [ids.dung, 'Đỗ Anh Dũng'], [ids.giang, 'Hoàng Thu Giang'], [ids.son, 'Bùi Hải Sơn'], [ids.khoa, 'Vũ Đức Khoa']])
  return collectFrom({
    dossier: one.dossier, rules: one.rules, kept, verified: true, names: { agency: 'Sở Công Thương Mẫu', units, people }, calendars: [seedCalendar('vn')], bookNumber: 3, quality: qualityOf(one),
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
