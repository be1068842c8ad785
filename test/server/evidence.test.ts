/** Evidence packs: what a pack claims holds, any change to it is reported, and the misrouted dossier of 2021 explains itself. Source: domain.md 6.4. */
import t from 'tap'
import fc from '../support/property.ts'
import { readContainer, verifyPack } from '../../server/evidence/verify.mjs'
import { textOf, hasTool, squeeze } from '../support/pdf.ts'
import { apologised, caseOf, hashOf, misrouted, packOf, repacked, supplemented } from '../support/evidence.ts'

const folder = 'dossiers/000.00.07.H19-210506-0003'
const pack = await packOf([caseOf(misrouted())])
const whole = await packOf([caseOf(misrouted(), false), caseOf(supplemented(), false), caseOf(apologised(), false)], false)
const broken = (bytes: Uint8Array): string[] => verifyPack(bytes).claims.filter(({ holds }) => !holds).map(({ claim, detail }) => `${claim}: ${detail}`)

t.test('a pack as it was made holds in every claim', async (t) => {
  t.same(broken(pack), [])
  t.same(broken(whole), [], 'three dossiers, with a supplement and an apology')
  t.equal(verifyPack(pack).claims.length, 3 + 8)
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
const linesChanged = (files: Map<string, Buffer>, change: (lines: string[]) => string[]): void => {
  const lines = change(String(files.get(`${folder}/journal.jsonl`)).trimEnd().split('\n'))
  files.set(`${folder}/journal.jsonl`, Buffer.from(`${lines.join('\n')}\n`))
  files.set(`${folder}/journal.sha256`, Buffer.from(lines.map((line) => `${hashOf(Buffer.from(line))}\n`).join('')))
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
type Meddling = (files: Map<string, Buffer>, n: number, m: number) => void
const meddlings: Readonly<Record<string, Meddling>> = {
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
  t.match(squeeze(textOf(readContainer(pack).get('CHUNG-CU.pdf')!)), 'quáhạn1ngàylàmviệc(ThứBa11/05/2021)')
})
