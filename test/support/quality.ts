/** What tests of the quality loop share: late dossiers of a running service, and what its registers say. */
import type { Dossier } from '../../schemas/dossier.ts'
import { sweepNonconformities } from '../../server/jobs/sweep-nonconformities.ts'
import { newId } from '../../storage/ids.ts'
import type { Pool } from '../../storage/pool.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import type { Deps } from '../../server/deps.ts'
import { at, type Live } from './live.ts'

let keys = 0

/** A dossier received now by the desk of the test agency, for the department D1. */
export const receiveNow = async (live: Live): Promise<Dossier> => {
  const body = {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' },
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1,
  }
  const { json, text } = await live.ask('/api/v1/dossiers', { as: 'lan', body, headers: { 'idempotency-key': `quality-${keys += 1}` } })
  const { rows } = await live.deps.pool.query<{ body: Dossier }>('select body from dossier where id = $1', [at(json, 'id')])
  if (rows[0] === undefined) throw new Error(`not received: ${text}`)
  return rows[0].body
}

/** Copies a dossier under new ids and codes, at once and by the hundred; their journals are left out. */
export const copyDossier = async (pool: Pool, { tenantId, id }: Dossier, count: number): Promise<void> => {
  const ids = Array.from({ length: count }, () => newId())
  await pool.query(`insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', n.id, 'code', d.code || '-' || n.id, 'body', d.body || jsonb_build_object('id', n.id, 'code', d.code || '-' || n.id)))).*
    from dossier d cross join unnest($3::text[]) with ordinality as n (id, at) where d.tenant_id = $1::uuid and d.id = $2::uuid`, [tenantId, id, ids])
}

/** Sweeps once; a fault is a fault of the test. */
export const sweepAll = (deps: Pick<Deps, 'pool' | 'orm' | 'clock' | 'rules'>): Promise<number> => sweepNonconformities(deps, (_tenant, error) => { throw error })

/** What the register of an agency must hold whatever happened: no cause twice, no number left out, a whole chain, an entry and its notices for each. */
export interface RegisterCheck { readonly rows: number; readonly causes: number; readonly gaps: number; readonly chainFaults: number; readonly entries: number; readonly links: number; readonly notices: number }

export const checkRegister = async (pool: Pool, tenantId: string): Promise<RegisterCheck> => {
  const { rows: [row] } = await pool.query<Omit<RegisterCheck, 'chainFaults'>>(`select count(*)::int as rows, count(distinct cause)::int as causes, (select (coalesce(max(j.seq), 0) - count(*))::int from nonconformity_journal j where j.tenant_id = $1) as gaps,
    (select count(*)::int from nonconformity_journal j where j.tenant_id = $1 and j.event = 'RAISE') as entries, (select count(*)::int from nonconformity_dossier k where k.tenant_id = $1) as links,
    (select count(distinct n.payload->>'nonconformityId')::int from notice n where n.tenant_id = $1 and n.kind = 'nonconformityFound') as notices from nonconformity where tenant_id = $1`, [tenantId])
  const { rows: journal } = await pool.query<{ seq: number; canonical: string; hash: string }>('select seq, canonical, hash from nonconformity_journal where tenant_id = $1 order by seq', [tenantId])
  return { ...row!, chainFaults: verifyChain(journal).length }
}

/** Closed dossiers of the past: copies that were resolved on a day, in time or late. */
export const resolvedCopies = async (pool: Pool, { tenantId, id }: Dossier, { count, on, late }: { readonly count: number; readonly on: string; readonly late: boolean }): Promise<void> => {
  const ids = Array.from({ length: count }, () => newId())
  const timeliness = late ? 'late' : 'onTime'
  await pool.query(`insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', n.id, 'code', d.code || '-' || n.id, 'status', 10, 'next_reminder_at', null, 'timeliness', $5::text,
      'days_late', case when $5 = 'late' then 1 else 0 end, 'received_at', $4::date - 3, 'due_at', $4::date - 1, 'result_ready_at', $4::date, 'delivered_at', $4::date, 'closed_at', $4::date + 1,
      'body', d.body || jsonb_build_object('id', n.id, 'code', d.code || '-' || n.id, 'timeliness', $5::text, 'resultReadyAtMs', extract(epoch from $4::date) * 1000,
        'clock', d.body->'clock' || jsonb_build_object('dueAtMs', extract(epoch from $4::date - 1) * 1000))))).*
    from dossier d cross join unnest($3::text[]) as n (id) where d.tenant_id = $1::uuid and d.id = $2::uuid`, [tenantId, id, ids, on, timeliness])
}
