/** Holds the database against the ledger: what was acknowledged is there, once; nothing else is; chains and codes are whole. */
import type { Client } from 'pg'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import type { Acknowledged } from './ledger.ts'

export interface Findings {
  /** Acknowledged transitions that the database does not have. */
  lost: number
  /** Journal entries or dossiers beyond those that were acknowledged, and keys that were kept twice. */
  doubled: number
  brokenChains: number
  codeGaps: number
  /** Dossier, journal, open steps and kept answers that contradict one another. */
  contradictions: number
  /** Each fault once, however often it is seen. */
  readonly faults: Set<string>
}
export const noFindings = (): Findings => ({ lost: 0, doubled: 0, brokenChains: 0, codeGaps: 0, contradictions: 0, faults: new Set() })
export const isClean = (found: Findings): boolean =>
  found.lost + found.doubled + found.brokenChains + found.codeGaps + found.contradictions === 0

const note = (found: Findings, what: 'lost' | 'doubled' | 'brokenChains' | 'codeGaps' | 'contradictions', example: string): void => {
  const fault = `${what}: ${example}`
  if (found.faults.has(fault)) return
  found.faults.add(fault)
  found[what] += 1
}

/** Every acknowledged transition has its journal entry, by its event and person, and its kept answer. */
const checkAcknowledged = async (db: Client, found: Findings, acknowledged: readonly Acknowledged[]): Promise<void> => {
  const { rows } = await db.query<{ at: number }>(`
    select a.at::integer
      from unnest($1::uuid[], $2::integer[], $3::text[], $4::uuid[], $5::text[]) with ordinality as a (dossier_id, version, event, account_id, key, at)
     where not exists (select 1 from journal j where j.dossier_id = a.dossier_id and j.seq = a.version and j.event = a.event and j.actor_id = a.account_id)
        or not exists (select 1 from idempotency i where i.account_id = a.account_id and i.key = a.key
             and i.response->>'id' = a.dossier_id::text and (i.response->>'version')::integer = a.version)`,
  [acknowledged.map((one) => one.dossierId), acknowledged.map((one) => one.version), acknowledged.map((one) => one.event),
    acknowledged.map((one) => one.accountId), acknowledged.map((one) => one.key)])
  for (const { at } of rows) {
    const one = acknowledged[at - 1]!
    note(found, 'lost', `${one.event} on ${one.dossierId} acknowledged as version ${one.version}`)
  }
}

interface Counts { id: string; version: number; journal_seq: number; entries: number; last: number; keys: number; versions: number; steps_differ: boolean }

/** One journal entry for each version, one key for each entry, open steps as the dossier says. */
const checkCounts = async (db: Client, found: Findings, dossierIds: readonly string[]): Promise<void> => {
  const { rows } = await db.query<Counts>(`
    with kept as (
      select (response->>'id')::uuid as id, count(*)::integer as keys, count(distinct response->>'version')::integer as versions
        from idempotency where (response->>'id')::uuid = any ($1::uuid[]) group by 1)
    select d.id, d.version, d.journal_seq, j.entries, j.last, k.keys, k.versions,
           (select coalesce(jsonb_agg(jsonb_build_array(o.step, o.holder_id) order by o.step), '[]') from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id)
             is distinct from (select coalesce(jsonb_agg(jsonb_build_array(s->>'step', s->>'holderId') order by s->>'step'), '[]') from jsonb_array_elements(d.body->'steps') s) as steps_differ
      from dossier d
      join kept k on k.id = d.id
     cross join lateral (select count(*)::integer as entries, max(seq) as last from journal j where j.tenant_id = d.tenant_id and j.dossier_id = d.id) j
     where d.id = any ($1::uuid[])`, [dossierIds])
  for (const row of rows) {
    const { id, version, entries, keys, versions } = row
    if (keys > versions || entries > keys) note(found, 'doubled', `${id}: ${entries} entries, ${keys} keys of ${versions} versions`)
    if (entries !== version || row.last !== version || row.journal_seq !== version) note(found, 'contradictions', `${id}: version ${version}, seq ${row.journal_seq}, ${entries} entries to ${row.last}`)
    if (row.steps_differ) note(found, 'contradictions', `${id}: open steps are not those of the dossier`)
  }
  if (rows.length < dossierIds.length) note(found, 'lost', `${dossierIds.length - rows.length} acknowledged dossiers are not there`)
}

/** Every hash chain verifies and ends at the dossier's hash. */
export const checkChains = async (db: Client, found: Findings, dossierIds: readonly string[]): Promise<void> => {
  for (let at = 0; at < dossierIds.length; at += 100) {
    const { rows } = await db.query<{ id: string; journal_hash: string; seq: number; canonical: string; hash: string }>(`
      select d.id, d.journal_hash, j.seq, j.canonical, j.hash from dossier d join journal j on j.tenant_id = d.tenant_id and j.dossier_id = d.id
       where d.id = any ($1::uuid[]) order by d.id, j.seq`, [dossierIds.slice(at, at + 100)])
    for (const entries of Map.groupBy(rows, (row) => row.id).values()) {
      const last = entries.at(-1)!
      const [fault] = verifyChain(entries)
      if (fault !== undefined || last.hash !== last.journal_hash) note(found, 'brokenChains', `${last.id}: ${fault?.fault ?? 'last hash'} at ${fault?.seq ?? last.seq}`)
    }
  }
}

/** The codes of every day are numbered from 1 without a gap, and the counter stands at the last of them. */
const checkCodes = async (db: Client, found: Findings): Promise<void> => {
  const { rows } = await db.query<{ day: string; codes: number; greatest: number; counter: number | null }>(`
    with given as (
      select split_part(code, '-', 2) as day, count(*)::integer as codes, max(split_part(code, '-', 3)::integer) as greatest
        from dossier where code is not null group by 1)
    select g.*, (select sum(n.last_number)::integer from dossier_number n where to_char(n.on_date, 'YYMMDD') = g.day) as counter from given g`)
  for (const { day, codes, greatest, counter } of rows) {
    if (codes !== greatest || counter !== greatest) note(found, 'codeGaps', `day ${day}: ${codes} codes up to ${greatest}, counter ${counter}`)
  }
}

/** Checks what was acknowledged since the last time and every dossier it touches. No request may be under way. */
export const check = async (db: Client, found: Findings, acknowledged: readonly Acknowledged[]): Promise<void> => {
  const dossierIds = [...new Set(acknowledged.map((one) => one.dossierId))]
  await checkAcknowledged(db, found, acknowledged)
  await checkCounts(db, found, dossierIds)
  await checkChains(db, found, dossierIds)
  await checkCodes(db, found)
}

/** Checks that there are as many dossiers as were acknowledged. No request may be under way. */
export const checkReceipts = async (db: Client, found: Findings, received: number): Promise<void> => {
  const { rows } = await db.query<{ count: number }>('select count(*)::integer as count from dossier')
  const there = rows[0]!.count
  if (there > received) note(found, 'doubled', `${there} dossiers, ${received} acknowledged`)
  if (there < received) note(found, 'lost', `${there} dossiers, ${received} acknowledged`)
}
