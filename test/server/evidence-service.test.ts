/** Evidence packs of the running service: the misrouted dossier of 2021 lived through over HTTP, who gets a pack, what is covered in it, and the command line. */
import t from 'tap'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readContainer, verifyPack } from '../../server/evidence/verify.mjs'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { personNamed } from '../support/agency.ts'
import { callCli as call } from '../support/cli.ts'
import { at, withService } from '../support/live.ts'
import { processorMs } from '../support/processor.ts'
import { sweepAll } from '../support/quality.ts'

t.setTimeout(300_000)
const local = (time: string): number => parseInstant(time, 'Asia/Ho_Chi_Minh')
let nowMs = local('2021-05-06T09:40')
const live = await withService(t, { clock: { nowMs: () => nowMs } })
process.env['DATABASE_URL'] = live.url
const folder = mkdtempSync(join(tmpdir(), 'evidence-'))

const download = async (as: string, id: string): Promise<{ status: number; name: string; bytes: Buffer }> => {
  const { token } = personNamed(as.startsWith('x') ? live.other : live.home, as)
  const response = await fetch(`http://127.0.0.1:${live.port}/api/v1/dossiers/${id}/evidence.zip`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, name: response.headers.get('content-disposition') ?? '', bytes: Buffer.from(await response.arrayBuffer()) }
}

const received = await live.ask('/api/v1/dossiers', { as: 'lan', headers: { 'idempotency-key': 'misrouted' }, body: {
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty CP Dinh dưỡng Mẫu' }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
} })
const id = String(at(received.json, 'id'))
const code = String(at(received.json, 'code'))
const nam = personNamed(live.home, 'nam').accountId
const course: readonly (readonly [string, string, string, Record<string, unknown>?])[] = [
  ['2021-05-06T10:15', 'lan', 'HAND_OVER'], ['2021-05-06T10:40', 'hung', 'ASSIGN', { assigneeId: nam }],
  ['2021-05-10T15:20', 'nam', 'RETURN_WRONG_ADDRESSEE', { reason: 'Chuyển nhầm tài khoản' }], ['2021-05-10T16:30', 'hung', 'ASSIGN', { assigneeId: nam }],
  ['2021-05-11T08:30', 'nam', 'STEP_DONE'], ['2021-05-11T08:50', 'dung', 'STEP_DONE'], ['2021-05-11T09:40', 'khoa', 'RESULT_SIGNED'],
]
let version = Number(at(received.json, 'version'))
for (const [when, as, type, more] of course) {
  nowMs = local(when)
  const reply = await live.ask(`/api/v1/dossiers/${id}/events`, { as, body: { type, ...more }, headers: { 'idempotency-key': `e${version}`, 'if-match': `"${version}"` } })
  if (reply.status !== 200) throw new Error(reply.text)
  version = Number(at(reply.json, 'version'))
}
nowMs = local('2021-06-01T08:00')
await sweepAll(live.deps)
const [nonconformity] = (await live.deps.pool.query<{ id: string; code: string }>('select id, code from nonconformity where tenant_id = $1', [live.home.tenantId])).rows
const proposed = await live.ask('/api/v1/corrective-actions', { as: 'hung', headers: { 'idempotency-key': 'action' }, body: { nonconformityIds: [nonconformity!.id], summary: 'Phân công theo lịch trực' } })
const action = String(at(proposed.json, 'code'))

interface Certificate { readonly dueAt: string; readonly daysLate: number; readonly days: readonly { on: string; counted: boolean }[]; readonly lateDays: readonly { on: string }[] }

t.test('the pack of the misrouted dossier says 10/05/2021 and one working day late, and is made at once', async (t) => {
  // The promise is two seconds on the clock; the bound leaves room for a slow machine.
  const took = await processorMs(() => download('lan', id))
  const { status, name, bytes } = await download('lan', id)
  t.equal(status, 200)
  t.match(name, `attachment; filename="chung-cu-${code}-2021-06-01.zip"`)
  t.ok(took < 10_000, `${Math.round(took)} ms of processor time, ${bytes.length} bytes`)
  t.comment(`${Math.round(took)} ms`)
  t.same(verifyPack(bytes).claims.filter(({ holds }) => !holds), [])
  const certificate = JSON.parse(String(Buffer.from(readContainer(bytes).get(`dossiers/${code}/certificate.json`) ?? ''))) as Certificate
  t.match(certificate, { dueAt: '2021-05-10T17:00:00+07:00', daysLate: 1, lateDays: [{ on: '2021-05-11' }] })
  t.same(certificate.days.filter(({ counted }) => counted).map(({ on }) => on), ['2021-05-07', '2021-05-10'])
})

interface Told { readonly code: string; readonly standing: string; readonly actions: readonly { readonly code: string; readonly file: string | null }[] }
const toldIn = (bytes: Buffer): Told[] => JSON.parse(String(Buffer.from(readContainer(bytes).get(`dossiers/${code}/nonconformities.json`) ?? ''))) as Told[]

t.test('the pack has the nonconformity of the dossier, and the corrective action for whoever may see it', async (t) => {
  const [whole, part] = [(await download('hung', id)).bytes, (await download('lan', id)).bytes]
  for (const bytes of [whole, part]) t.same(verifyPack(bytes).claims.filter(({ holds }) => !holds), [])
  const file = `actions/${action.replace('Đ', 'D')}.json`
  t.same(toldIn(whole).map(({ code: number, standing, actions }) => ({ number, standing, actions: actions.map((one) => ({ code: one.code, file: one.file })) })), [{ number: nonconformity?.code, standing: 'inAction', actions: [{ code: action, file }] }])
  t.match(String(Buffer.from(readContainer(whole).get(`dossiers/${code}/${file}`) ?? '')), 'Phân công theo lịch trực')
  t.match(toldIn(part), [{ actions: [{ code: action, file: null }] }], 'the desk is told its number alone')
  t.notOk(readContainer(part).has(`dossiers/${code}/${file}`))
})

t.test('who may not read the dossier gets no pack', async (t) => {
  t.equal((await download('far', id)).status, 404)
  t.equal((await download('xlan', id)).status, 404)
})

t.test('a role that only looks on gets a pack in which the applicant is covered', async (t) => {
  const seen = await download('boss', id)
  t.equal(seen.status, 200)
  t.ok(verifyPack(seen.bytes).ok)
  const files = readContainer(seen.bytes)
  t.match(String(Buffer.from(files.get('manifest.json') ?? '')), '"personalData": "redacted"')
  t.notOk(files.has(`dossiers/${code}/personal.json`))
  t.ok(readContainer((await download('lan', id)).bytes).has(`dossiers/${code}/personal.json`), 'the desk has it clear')
})

t.test('the command line writes the same pack, by code or as the late ones of a period, and verifies it', async (t) => {
  const file = join(folder, 'one.zip')
  const made = await call('evidence', code, '--out', file, '--agency', 'H19', '--json')
  t.equal(made.code, 0, made.err)
  t.match(JSON.parse(made.out), { dossiers: [code], personalData: 'redacted' })
  const good = await call('verify-evidence', file, '--json')
  t.equal(good.code, 0, good.out)
  const late = await call('evidence', '--late', '--from', '2021-05-01', '--to', '2021-05-31', '--out', join(folder, 'late.zip'), '--agency', 'H19', '--json')
  t.match(JSON.parse(late.out), { dossiers: [code] }, late.err)
  t.equal((await call('evidence', '--late', '--from', '2021-06-01', '--to', '2021-06-30', '--out', join(folder, 'none.zip'), '--agency', 'H19', '--json')).code, 1, 'nothing was late in June')
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)
  const bad = await call('verify-evidence', file)
  t.equal(bad.code, 1)
  t.match(bad.out, 'BROKEN')
  t.equal((await call('evidence', '--out', file)).code, 2)
  t.equal((await call('verify-evidence', join(folder, 'absent.zip'))).code, 1)
})
