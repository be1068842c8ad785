/** Evidence packs: what a pack claims holds, any change to it is reported, and the misrouted dossier of 2021 explains itself. Source: domain.md 6.4. */
import t from 'tap'
import fc from '../support/property.ts'
import { readContainer, verifyPack } from '../../server/evidence/verify.mjs'
import { textOf, hasTool, squeeze } from '../support/pdf.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { ids } from '../support/dossiers.ts'
import { apologised, caseOf, hashOf, misrouted, packOf, repacked, supplemented } from '../support/evidence.ts'

const folder = 'dossiers/000.00.07.H19-210506-0003'
const pack = await packOf([caseOf(misrouted())])
const whole = await packOf([caseOf(misrouted(), false), caseOf(supplemented(), false), caseOf(apologised(), false)], false)
const broken = (bytes: Uint8Array): string[] => verifyPack(bytes).claims.filter(({ holds }) => !holds).map(({ claim, detail }) => `${claim}: ${detail}`)

t.test('a pack as it was made holds in every claim', async (t) => {
  t.same(broken(pack), [])
  t.same(broken(whole), [], 'three dossiers, with a supplement and an apology')
  t.equal(verifyPack(pack).claims.length, 3 + 10)
  t.ok((await packOf([caseOf(misrouted())])).equals(pack), 'the same case gives the same bytes')
})

t.test('the certificate of the misrouted dossier explains 10 May and one working day', async (t) => {
  const { certificate } = caseOf(misrouted())
  t.equal(certificate.dueAt, '2021-05-10T17:00:00+07:00')
  t.same(certificate.days.map(({ on, counted, reason }) => `${on} ${counted} ${reason}`), [
    '2021-05-06 false receiptDay', '2021-05-07 true workingDay', '2021-05-08 false weekend', '2021-05-09 false weekend', '2021-05-10 true workingDay'])
  t.same([certificate.timeliness, certificate.daysLate, certificate.lateDays.map(({ on }) => on)], ['late', 1, ['2021-05-11']])
})

t.test('the certificates of a supplement and of an apology tell stop and new date', async (t) => {
  const { certificate } = caseOf(supplemented())
  t.same(certificate.stops.map(({ paper, effect, status }) => [paper?.form, paper?.number, effect, status]), [['02', '12/YC-SCT', 'reset', 5]])
  t.equal(certificate.days[0]?.reason, 'restarted')
  t.equal(certificate.dueAt, '2024-06-19T17:00:00+07:00')
  t.match(caseOf(apologised()).certificate.appointed, { fromDueAt: '2024-06-12T17:00:00+07:00', toDueAt: '2024-06-19T17:00:00+07:00', paper: { number: '9/XL' } })
})

/** A damage to the bytes of a pack. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }), fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), bit: fc.nat({ max: 40 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), bit: fc.nat({ max: 255 }) }), fc.record({ kind: fc.constant('end' as const), at: fc.nat(), bit: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(), bit: fc.nat() }),
)
const damaged = (bytes: Buffer, { kind, at, bit }: { kind: 'flip' | 'cut' | 'insert' | 'end' | 'swap'; at: number; bit: number }): Buffer => {
  const copy = Buffer.from(bytes)
  const place = at % copy.length
  if (kind === 'flip') copy[place]! ^= 1 << bit
  if (kind === 'cut') return Buffer.concat([copy.subarray(0, place), copy.subarray(place + 1 + bit)])
  if (kind === 'insert') return Buffer.concat([copy.subarray(0, place), Buffer.of(bit), copy.subarray(place)])
  if (kind === 'end') return Buffer.concat([copy, Buffer.of(bit)])
  if (kind === 'swap') [copy[place], copy[bit % copy.length]] = [copy[bit % copy.length]!, copy[place]!]
  return copy
}
const runs = Number(process.env['EVIDENCE_MUTATIONS'] ?? 300)
t.setTimeout(60_000 + runs * 400)

t.test('any damaged byte is reported', async (t) => {
  let tried = 0
  fc.assert(fc.property(damage, (one) => {
    const other = damaged(pack, one)
    if (other.equals(pack)) return
    tried += 1
    if (broken(other).length === 0) throw new Error('not reported')
  }), { numRuns: Math.ceil(runs / 2) })
  t.ok(tried > 0, `${tried} damages`)
})

/** Lines of a journal that somebody changed and hashed anew, each by itself. */
const linesChanged = (files: Map<string, Buffer>, change: (lines: string[]) => string[], name = 'journal'): void => {
  const lines = change(String(files.get(`${folder}/${name}.jsonl`)).trimEnd().split('\n'))
  files.set(`${folder}/${name}.jsonl`, Buffer.from(`${lines.join('\n')}\n`))
  files.set(`${folder}/${name}.sha256`, Buffer.from(lines.map((line) => `${hashOf(Buffer.from(line))}\n`).join('')))
}
const dates = /20\d\d-\d\d-\d\d/g
/** Moves one date of a text by a day. */
const redated = (text: string, which: number): string => {
  const all = [...text.matchAll(dates)]
  const found = all[which % Math.max(1, all.length)]
  if (found === undefined) return text
  const day = found[0].slice(8) === '05' ? '06' : '05'
  return `${text.slice(0, found.index)}${found[0].slice(0, 8)}${day}${text.slice(found.index + 10)}`
}
const action = 'actions/HDKP-2021-0002'
const textChanged = (files: Map<string, Buffer>, name: string, from: string, to: string): void => { files.set(`${folder}/${name}`, Buffer.from(String(files.get(`${folder}/${name}`)).replace(from, to))) }
type Meddling = (files: Map<string, Buffer>, n: number, m: number) => void
const meddlings: Readonly<Record<string, Meddling>> = {
  'a nonconformity is left out': (files) => files.set(`${folder}/nonconformities.json`, Buffer.from('[]')),
  'a nonconformity is made lighter': (files) => textChanged(files, 'nonconformities.json', '"minor"', '"observation"'),
  'a nonconformity is re-dated': (files, n) => files.set(`${folder}/nonconformities.json`, Buffer.from(redated(String(files.get(`${folder}/nonconformities.json`)), n))),
  'an entry of the register is left out': (files, n) => linesChanged(files, (lines) => lines.filter((_, index) => index !== n % lines.length), 'register'),
  'an entry of the action is left out': (files, n) => linesChanged(files, (lines) => lines.filter((_, index) => index !== n % lines.length), action),
  'an entry of the action is re-dated': (files, n, m) => linesChanged(files, (lines) => lines.map((line, index) => (index === n % lines.length ? redated(line, m) : line)), action),
  'the action gets another cause': (files) => textChanged(files, `${action}.json`, 'Phân công theo trí nhớ', 'Người dân nộp muộn'),
  'the effect is told otherwise': (files) => textChanged(files, `${action}.json`, '"verdict": "effective"', '"verdict": "notEffective"'),
  'the action is left out': (files) => { for (const end of ['json', 'jsonl', 'sha256']) files.delete(`${folder}/${action}.${end}`) },
  'an entry is left out': (files, n) => linesChanged(files, (lines) => lines.filter((_, index) => index !== n % lines.length)),
  'two entries change places': (files, n, m) => linesChanged(files, (lines) => {
    const [a, b] = [n % lines.length, (n + 1 + (m % (lines.length - 1))) % lines.length]
    return lines.map((line, index) => lines[index === a ? b : index === b ? a : index] ?? line)
  }),
  'an entry is re-dated': (files, n, m) => linesChanged(files, (lines) => lines.map((line, index) => (index === n % lines.length ? redated(line, m) : line))),
  'an entry comes twice': (files, n) => linesChanged(files, (lines) => lines.flatMap((line, index) => (index === n % lines.length ? [line, line] : [line]))),
  'a day of the certificate is left out': (files, n) => {
    const value = JSON.parse(String(files.get(`${folder}/certificate.json`))) as { days: unknown[] }
    value.days.splice(n % value.days.length, 1)
    files.set(`${folder}/certificate.json`, Buffer.from(JSON.stringify(value)))
  },
  'a day counts otherwise': (files, n) => {
    const value = JSON.parse(String(files.get(`${folder}/certificate.json`))) as { days: { counted: boolean }[] }
    const day = value.days[n % value.days.length]!
    day.counted = !day.counted
    files.set(`${folder}/certificate.json`, Buffer.from(JSON.stringify(value)))
  },
  'the verdict is made milder': (files) => {
    for (const name of ['certificate', 'dossier']) {
      const value = JSON.parse(String(files.get(`${folder}/${name}.json`))) as Record<string, unknown>
      files.set(`${folder}/${name}.json`, Buffer.from(JSON.stringify({ ...value, timeliness: 'onTime', daysLate: 0 })))
    }
  },
  'the calendar gets a day off': (files, n) => {
    const value = JSON.parse(String(files.get(`${folder}/calendar-vn@1.json`))) as { days: unknown[] }
    value.days.push({ on: n % 2 === 0 ? '2021-05-07' : '2021-05-10', kind: 'LOCAL_OFF', decision: 'x', knownOn: '2021-01-01' })
    files.set(`${folder}/calendar-vn@1.json`, Buffer.from(JSON.stringify(value)))
  },
  'the procedure gets more time': (files, n) => files.set(`${folder}/procedure.json`, Buffer.from(String(files.get(`${folder}/procedure.json`)).replace('"amount":2', `"amount":${3 + (n % 5)}`))),
  'a text is changed': (files, n) => files.set(`${folder}/personal.json`, Buffer.from(String(files.get(`${folder}/personal.json`)).replace(/"value": "(.)/, `"value": "x${n % 10}$1`))),
  'a paper is left out': (files, n) => files.delete([...files.keys()].filter((path) => path.includes('/papers/'))[n % 2] ?? ''),
}

t.test('a record that is left out, moved or re-dated is reported, even under a new manifest', async (t) => {
  const kinds = Object.keys(meddlings)
  fc.assert(fc.property(fc.constantFrom(...kinds), fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), (kind, n, m) => {
    const other = repacked(pack, (files) => meddlings[kind]!(files, n, m))
    if (other.equals(pack)) return
    const told = broken(other)
    if (told.length === 0) throw new Error(`${kind} is not reported`)
    if (told.some((one) => one.startsWith('container') || one.startsWith('files'))) throw new Error(`${kind} is reported only by its container: ${told.join()}`)
  }), { numRuns: Math.floor(runs / 2) })
  for (const kind of kinds) t.not(broken(repacked(pack, (files) => meddlings[kind]!(files, 1, 1))).length, 0, kind)
})

/** The journal of the action written anew from its first entry, with a head to fit. */
const actionForged = (change: (entry: Record<string, unknown>) => Record<string, unknown>): Buffer => repacked(pack, (files) => {
  let prev = '0'.repeat(64)
  linesChanged(files, (lines) => lines.map((line) => {
    const forged = canonicalJson({ ...change(JSON.parse(line) as Record<string, unknown>), prev })
    prev = hashOf(Buffer.from(forged))
    return forged
  }), action)
  const told = JSON.parse(String(files.get(`${folder}/${action}.json`))) as { head: object }
  files.set(`${folder}/${action}.json`, Buffer.from(JSON.stringify({ ...told, head: { ...told.head, hash: prev } })))
})

t.test('even a journal of an action that was written anew as a whole is reported where somebody verifies their own work, or the figures do not bear the verdict', async (t) => {
  t.same(broken(actionForged((entry) => entry)), [])
  t.match(broken(actionForged((entry) => (entry['event'] === 'VERIFY' ? { ...entry, actor: { account: ids.giang, onBehalfOf: ids.binh, role: 'internalAuditor', unit: ids.agency } } : entry))), [/^action: mục 8: người xác minh cũng là người làm/])
  t.match(broken(actionForged((entry) => (entry['event'] === 'APPROVE' ? { ...entry, actor: { account: ids.binh, onBehalfOf: null, role: 'unitHead', unit: ids.department } } : entry))), [/^action: mục 5: người phê duyệt cũng là người lập kế hoạch/])
  t.match(broken(actionForged((entry) => (entry['measured'] === undefined ? entry : { ...entry, measured: { ...entry['measured'] as object, hits: 3 } }))), [/^action: .*kết quả đo không phải/])
  t.match(broken(actionForged((entry) => (entry['baseline'] === undefined ? entry : { ...entry, baseline: { hits: 1, total: 40 } }))), [/^action: /])
})

t.test('a hash told from outside is held against the whole pack', async (t) => {
  t.ok(verifyPack(pack, hashOf(pack)).ok)
  t.notOk(verifyPack(pack, hashOf(whole)).ok)
})

t.test('a redacted pack holds no personal text anywhere and says so', { skip: !hasTool('pdftotext') && 'no pdftotext' }, async (t) => {
  const hidden = caseOf(misrouted(), false)
  const redacted = await packOf([hidden], false)
  t.same(broken(redacted), [])
  const texts = [...readContainer(redacted)].map(([path, bytes]) => `${path} ${squeeze(path.endsWith('.pdf') ? textOf(bytes) : String(Buffer.from(bytes)))}`)
  for (const word of ['Dinh dưỡng', '0900 000 009', 'đường Mẫu', 'Chuyển nhầm tài khoản']) t.same(texts.filter((text) => text.includes(squeeze(word))).map((text) => text.slice(0, 60)), [], word)
  t.match(texts.find((text) => text.startsWith('CHUNG-CU.pdf')), squeeze('cá nhân của người nộp đã được che'))
  const read = squeeze(textOf(readContainer(pack).get('CHUNG-CU.pdf')!))
  for (const words of ['quá hạn 1 ngày làm việc (Thứ Ba 11/05/2021)', 'chậm 6 ngày làm việc so với ngày 07/05/2021 (T-1), sau ngày hẹn trả 7 ngày', 'Phiếu HĐKP-2021-0002', 'Phân công theo trí nhớ', '0/60', 'Đã đóng: có hiệu lực']) t.match(read, squeeze(words))
})
