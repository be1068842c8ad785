/** What is written down of a dossier, and that nobody can change it unseen: docs/dossier.md; Law 91/2025/QH15. */
import t from 'tap'
import Value from 'typebox/value'
import { Dossier, JournalEntry, type ChainedEntry } from '../../schemas/dossier.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { chain, chainStart, commitmentOf, sha256, verifyChain } from '../../workflows/evidence/chain.ts'
import { acts, receive, rulesFor, staff } from '../support/dossiers.ts'

const { lan, hung, nam, dung, khoa } = staff
const whole = acts(
  receive(rulesFor(shippedProcedure('P1')!), '2021-05-06T09:40', { subject: 'Khuyến mại Tết', applicant: { kind: 'citizen', name: 'Trần Thị Mẫu', phone: '0900 000 002' } }),
  [lan, 'HAND_OVER', '2021-05-06T10:00'], [hung, 'ASSIGN', '2021-05-06T11:00', { to: nam }],
  [nam, 'REQUEST_SUPPLEMENT', '2021-05-07T08:00', { reason: 'Thiếu thể lệ' }], [lan, 'SUPPLEMENT_RECEIVED', '2021-05-11T08:00'],
  [nam, 'STEP_DONE', '2021-05-12T09:00'], [dung, 'STEP_DONE', '2021-05-12T10:00'], [khoa, 'RESULT_SIGNED', '2021-05-12T11:00'], [lan, 'RESULT_DELIVERED', '2021-05-13T08:00'],
)
const rowOf = ({ entry, canonical, hash }: ChainedEntry) => ({ seq: entry.seq, canonical, hash })
const rows = whole.entries.map(rowOf)

t.test('the chain of a whole life verifies, and the dossier names its end', async (t) => {
  t.strictSame(verifyChain(rows), [])
  t.equal(rows.length, 9)
  t.match(whole.dossier, { version: 9, journalSeq: 9, journalHash: rows.at(-1)?.hash })
  t.equal(whole.entries[0]?.entry.prev, chainStart)
})

t.test('entries and dossier have the declared shape, and are the same after JSON', async (t) => {
  for (const { entry, canonical } of whole.entries) {
    t.ok(Value.Check(JournalEntry, entry))
    t.strictSame(JSON.parse(canonical), entry)
  }
  t.ok(Value.Check(Dossier, whole.dossier))
  t.strictSame(JSON.parse(JSON.stringify(whole.dossier)), whole.dossier)
})

t.test('any edit of a kept entry breaks the chain', async (t) => {
  const edits: readonly [string, (entry: Record<string, unknown>) => unknown][] = [
    ['who', (entry) => ({ ...entry, actor: { account: null, onBehalfOf: null, role: null, unit: null } })],
    ['when', (entry) => ({ ...entry, at: '2021-05-06T00:00:00+00:00' })],
    ['what', (entry) => ({ ...entry, event: 'WITHDRAW' })],
    ['status', (entry) => ({ ...entry, status: 8 })],
    ['a field more', (entry) => ({ ...entry, timeliness: 'onTime' })],
  ]
  for (const [name, edit] of edits) {
    for (const index of rows.keys()) {
      const changed = canonicalJson(edit(JSON.parse(rows[index]!.canonical) as Record<string, unknown>))
      const keptHash = rows.map((row, i) => (i === index ? { ...row, canonical: changed } : row))
      t.ok(verifyChain(keptHash).length > 0, `${name}, entry ${index + 1}, old hash`)
      const newHash = rows.map((row, i) => (i === index ? { ...row, canonical: changed, hash: sha256(changed) } : row))
      const seen = verifyChain(newHash).length > 0 || newHash.at(-1)?.hash !== whole.dossier.journalHash
      t.ok(seen, `${name}, entry ${index + 1}, hash made to fit`)
    }
  }
})

t.test('an entry taken out, put in, doubled or moved breaks the chain', async (t) => {
  for (const index of rows.keys()) {
    const without = rows.toSpliced(index, 1)
    t.ok(verifyChain(without).length > 0 || without.at(-1)?.hash !== whole.dossier.journalHash, `without ${index + 1}`)
    t.ok(verifyChain(rows.toSpliced(index, 0, rows[index]!)).length > 0, `${index + 1} twice`)
  }
  t.ok(verifyChain([...rows].reverse()).length > 0)
  const forged = chain({ ...whole.entries[3]!.entry, seq: 4, prev: chainStart })
  t.ok(verifyChain(rows.with(3, rowOf(forged))).length > 0)
})

t.test('other spellings of the same JSON are faults as well', async (t) => {
  const spaced = JSON.stringify(JSON.parse(rows[0]!.canonical), null, 1)
  t.match(verifyChain([{ ...rows[0]!, canonical: spaced, hash: sha256(spaced) }]), [{ seq: 1, fault: 'canonical' }])
  t.match(verifyChain([{ seq: 1, canonical: 'nonsense', hash: sha256('nonsense') }]), [{ seq: 1, fault: 'canonical' }])
})

t.test('nothing personal is in the chain, and what is kept apart proves itself', async (t) => {
  const text = rows.map(({ canonical }) => canonical).join('\n')
  for (const secret of ['Trần Thị Mẫu', '0900 000 002', 'Khuyến mại Tết', 'Thiếu thể lệ']) t.notOk(text.includes(secret), secret)
  t.strictSame(whole.personal.map(({ seq, field }) => `${seq} ${field}`), ['1 name', '1 phone', '1 subject', '4 reason'])
  for (const { seq, field, salt, value } of whole.personal) {
    t.equal(whole.entries[seq - 1]?.entry.personal?.[field], commitmentOf(salt, value))
  }
})

t.test('after a lawful erasure the chain still verifies, and what is left still proves itself', async (t) => {
  const left = whole.personal.filter(({ field }) => field !== 'name')
  t.strictSame(verifyChain(rows), [])
  for (const { seq, field, salt, value } of left) t.equal(whole.entries[seq - 1]?.entry.personal?.[field], commitmentOf(salt, value))
  t.not(commitmentOf(left[0]!.salt, 'Trần Thị Mẫu'), whole.entries[0]?.entry.personal?.['name'], 'the salt of one field tells nothing about another')
})

t.test('equal texts in two dossiers or two fields have different commitments', async (t) => {
  const commitments = whole.entries.flatMap(({ entry }) => Object.values(entry.personal ?? {}))
  t.equal(new Set(commitments).size, commitments.length)
})

t.test('a name is committed to in NFC, however it was typed', async (t) => {
  t.equal(commitmentOf('s', 'Trần'.normalize('NFD')), commitmentOf('s', 'Trần'.normalize('NFC')))
})
