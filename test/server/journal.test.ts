/** A journal is read and verified whole, however long it is: docs/dossier.md. */
import t from 'tap'
import type { ChainedEntry, Dossier } from '../../schemas/dossier.ts'
import { decideErasure } from '../../workflows/dossier/erase.ts'
import { at, isProblem, withService } from '../support/live.ts'

const live = await withService(t)
const { pool } = live.deps
const filing = {
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu' }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
}

/** Lets the dossier have that many entries, chained by the rules themselves. */
const lengthen = async (id: string, length: number): Promise<void> => {
  let { body: dossier } = (await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [id])).rows[0]!
  const added: ChainedEntry[] = []
  while (dossier.journalSeq < length) {
    const decision = decideErasure(dossier, { number: '1/QĐ', on: '2026-11-21', nowMs: live.deps.clock.nowMs(), nonce: '' })
    added.push(...decision.entries)
    dossier = decision.dossier
  }
  const rows = added.map(({ entry, canonical, hash }) => ({ seq: entry.seq, at: entry.at, canonical, hash }))
  await pool.query(`insert into journal (tenant_id, dossier_id, seq, at, recorded_at, event, status, deviation, canonical, hash)
    select $1, $2, e.seq, e.at, e.at, 'PERSONAL_ERASED', 2, false, e.canonical, e.hash
      from jsonb_to_recordset($3) as e (seq integer, at timestamptz, canonical text, hash text)`, [dossier.tenantId, id, JSON.stringify(rows)])
  await pool.query('update dossier set version = $2, journal_seq = $2, journal_hash = $3, body = $4 where id = $1', [id, length, dossier.journalHash, JSON.stringify(dossier)])
}

t.test('5,203 entries are verified, told in pages, and a fault in the last of them is seen on the first page', async (t) => {
  const id = String(at((await live.ask('/api/v1/dossiers', { as: 'lan', body: filing, headers: { 'idempotency-key': 'long' } })).json, 'id'))
  await lengthen(id, 5_203)
  const path = `/api/v1/dossiers/${id}/journal`
  const first = await live.ask(path, { as: 'lan' })
  t.equal(at(first.json, 'verified'), true)
  t.equal((at(first.json, 'entries') as unknown[]).length, 5_000)
  const second = await live.ask(`${path}?after=${String(at(first.json, 'next'))}`, { as: 'lan' })
  t.equal(at(second.json, 'verified'), true)
  t.equal((at(second.json, 'entries') as unknown[]).length, 203)
  t.equal(at(second.json, 'entries.0.entry.seq'), 5_001)
  t.equal(at(second.json, 'next'), null)
  const few = await live.ask(`${path}?limit=2&after=${String(at(first.json, 'next'))}`, { as: 'lan' })
  t.same((at(few.json, 'entries') as unknown[]).map((one) => at(one, 'entry.seq')), [5_001, 5_002])
  isProblem(t, await live.ask(`${path}?after=x`, { as: 'lan' }), 'invalid-request', 400, 'a cursor of nobody')
  isProblem(t, await live.ask(`${path}?limit=5001`, { as: 'lan' }), 'invalid-request', 400, 'too much at once')
  await pool.query('update dossier set body = jsonb_set(body, \'{journalHash}\', to_jsonb($2::text)) where id = $1', [id, 'f'.repeat(64)])
  t.equal(at((await live.ask(`${path}?limit=1`, { as: 'lan' })).json, 'verified'), false, 'the dossier names another end')
})

t.test('what is written after the dossier was read is no fault', async (t) => {
  const id = String(at((await live.ask('/api/v1/dossiers', { as: 'lan', body: filing, headers: { 'idempotency-key': 'ahead' } })).json, 'id'))
  const { body } = (await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [id])).rows[0]!
  await lengthen(id, 3)
  await pool.query('update dossier set body = $2 where id = $1', [id, JSON.stringify(body)])
  const seen = await live.ask(`/api/v1/dossiers/${id}/journal`, { as: 'lan' })
  t.equal(at(seen.json, 'verified'), true)
  t.equal((at(seen.json, 'entries') as unknown[]).length, 1)
})

t.test('whatever was asked for, the answers are what the OpenAPI document says', async (t) => {
  t.same(live.conformance.faults.slice(0, 5), [])
})
