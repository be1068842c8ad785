/**
 * Processes that move running dossiers to a new revision are killed -9 in the midst of it, while clerks work on the same dossiers. Afterwards each went
 * over exactly once with an entry of its own, chains are whole, nothing that a clerk was told is lost, and people were told once whose hands changed.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { decideMigrationProposal } from '../../server/commands/decide-migration.ts'
import { proposeMigration } from '../../server/commands/propose-migration.ts'
import { receiveDossier } from '../../server/commands/receive-dossier.ts'
import type { Deps } from '../../server/deps.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { addProcedure } from '../../storage/procedures.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { firstNumber } from '../bench/numbers.ts'
import { copyPattern, makeWorld, type World } from '../bench/world.ts'
import { personNamed } from '../support/agency.ts'
import { checkChains, noFindings } from './check.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })
/** Longer than a lease: to a process that starts so much later the one before it is dead. */
const laterMs = 60_000
/** Dossiers that go over between one kill and the next. */
const perKill = 40

/** What a run found. The first five must be none. */
export interface MigrationFaults {
  /** Dossiers that are not where they belong, or went over more or less than once. */
  readonly misplaced: number
  readonly brokenChains: number
  /** Open steps that are not the dossier's, versions without an entry. */
  readonly contradictions: number
  /** Deeds of clerks that were acknowledged and are not in the journal. */
  readonly lost: number
  /** Notices that somebody did not get, got twice, or with a wrong number. */
  readonly untold: number
  /** Kills in the midst of the work. */
  readonly midway: number
  readonly dossiers: number
  readonly migrated: number
  readonly refused: number
  readonly clerkDeeds: number
}
export const isMigrationClean = ({ misplaced, brokenChains, contradictions, lost, untold }: MigrationFaults): boolean => misplaced + brokenChains + contradictions + lost + untold === 0

/** What a run found, in words. */
export const migrationLine = (found: MigrationFaults): string => Object.entries(found).map(([name, figure]) => `${name}: ${figure}`).join(', ')

/** The next revision of P1: heads of units check the content themselves, and the first step has another name, so that dossiers in it stay. */
const nextRevision = (first: ProcedureDefinition): ProcedureDefinition => {
  const next = JSON.parse(JSON.stringify(first).replaceAll('"received"', '"intake"').replaceAll('#P1.received', '#P1.intake')) as ProcedureDefinition
  const appraise = next.machine.states?.['processing']?.states?.['appraise']
  next.revision = first.revision + 1
  if (appraise?.meta !== undefined) appraise.meta.role = 'unitHead'
  return next
}

/** Copies with their journals: of dossiers in the specialist's hands, at the head's desk, and at the first step. */
const bringDossiers = async (world: World, count: number): Promise<number> => {
  const { deps, agency, pattern } = world
  const [desk] = [personNamed(agency, 'desk')]
  const papers = shippedProcedure('P1')!.requiredPapers.map(({ code, originals, copies }) => ({ code, originals, copies }))
  const bodyOf = async (id: string): Promise<Dossier> => (await deps.pool.query<{ body: Dossier }>('select body from dossier where id = $1', [id])).rows[0]!.body
  const receive = async (key: string): Promise<Dossier> => bodyOf((await receiveDossier(deps, { tokenHash: desk.tokenHash, idempotencyKey: key, body: {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty B' }, papers, receivingUnitId: agency.units.DESK, responsibleUnitId: agency.units.D1 } })).dossier.id)
  const received = await receive('received')
  const handed = await receive('handed')
  await advanceDossier(deps, { tokenHash: desk.tokenHash, dossierId: handed.id, expectedVersion: 1, idempotencyKey: 'hand-over', body: { type: 'HAND_OVER' } })
  let from = firstNumber
  for (const [one, share] of [[pattern, 0.5], [await bodyOf(handed.id), 0.4], [received, 0.1]] as const) {
    const copies = Math.ceil(count * share)
    await copyPattern({ ...world, pattern: one }, from, copies)
    await deps.pool.query(`insert into journal select c.* from journal j cross join dossier d cross join lateral jsonb_populate_record(j, jsonb_build_object('dossier_id', d.id)) c
      where j.tenant_id = $1::uuid and j.dossier_id = $2::uuid and d.tenant_id = j.tenant_id and d.id <> j.dossier_id and d.journal_hash = $3`, [one.tenantId, one.id, one.journalHash])
    from += copies
  }
  return (await deps.pool.query<{ count: number }>('select count(*)::integer as count from dossier')).rows[0]!.count
}

/** The job of the service in a process of its own, until it is done or killed. */
const worker = (url: string, folder: string, aheadMs: number): string => `
  import { makeDeps } from './server/deps.ts'
  import { runTasks } from './server/commands/run-task.ts'
  import { DiskStore } from './storage/objects/disk.ts'
  import { openOrm } from './storage/orm.ts'
  import { openPool } from './storage/pool.ts'
  const url = ${JSON.stringify(url)}
  const pool = openPool({ url, poolSize: 2, onError: () => undefined })
  const deps = makeDeps(pool, await openOrm({ url, poolSize: 2 }), { nowMs: () => Date.now() + ${aheadMs} }, await DiskStore.open(${JSON.stringify(folder)}))
  await runTasks(deps, (_, error) => { console.error(error) })
  process.exit(0)
`

/** Starts one as `npm start` would be: without what the runner of the tests loads into every process. */
const startWorker = (url: string, folder: string, aheadMs: number): ChildProcess => {
  const { NODE_OPTIONS: _, ...env } = process.env
  return spawn(process.execPath, ['--input-type=module', '-e', worker(url, folder, aheadMs)], { cwd: root, env: { ...env, NODE_COMPILE_CACHE: 'node_modules/.cache/quytrinh' }, stdio: ['ignore', 'ignore', 'inherit'] })
}

interface Rig { readonly world: World; readonly url: string; readonly folder: string; readonly migrationId: string; readonly aheadMs: number }

const toldIn = async ({ world, migrationId }: Rig): Promise<number> =>
  (await world.deps.pool.query<{ told: number }>('select count(*)::integer as told from procedure_migration_item where migration_id = $1', [migrationId])).rows[0]!.told
const isFinished = async ({ world, migrationId }: Rig): Promise<boolean> => (await world.deps.pool.query('select from procedure_migration where id = $1 and finished_at is not null', [migrationId])).rowCount === 1

/** Lets a worker, or one that takes the task from another, go on by some dossiers and kills both; answers whether that was in the midst. */
const killOne = async (rig: Rig, kill: number): Promise<boolean> => {
  const starts = kill % 3 === 1 ? [rig.aheadMs, rig.aheadMs + laterMs] : [rig.aheadMs + laterMs]
  const children = starts.map((ahead) => startWorker(rig.url, rig.folder, ahead))
  const gone = Promise.all(children.map((child) => once(child, 'exit')))
  const enough = await toldIn(rig) + 1 + (kill * 17) % perKill
  while (children.some(({ exitCode }) => exitCode === null) && await toldIn(rig) < enough) await pause(2)
  await pause((kill * 7) % 11)
  for (const child of children) child.kill('SIGKILL')
  await gone
  return !await isFinished(rig)
}

interface Deed { readonly dossierId: string; readonly seq: number }

/** A head who assigns dossiers of the unit at random for as long as `isOver` says no; answers what was acknowledged. What went over meanwhile is refused to them. */
const work = async ({ deps, agency }: World, isOver: () => boolean): Promise<Deed[]> => {
  const head = personNamed(agency, 'head')
  const done: Deed[] = []
  for (let n = 0; !isOver(); n += 1) {
    const { rows: [one] } = await deps.pool.query<{ id: string; version: number }>(`select d.id, d.version from dossier d join open_step o on o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.step = 'processing.assign' order by md5(d.id::text || $1) limit 1`, [String(n)])
    if (one === undefined) break
    try {
      await advanceDossier(deps, { tokenHash: head.tokenHash, dossierId: one.id, expectedVersion: one.version, idempotencyKey: `assign-${n}`, body: { type: 'ASSIGN', assigneeId: personNamed(agency, 'binh').accountId } })
      done.push({ dossierId: one.id, seq: one.version + 1 })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
    await pause(15)
  }
  return done
}

/** A proposal that somebody else has approved: its task waits. */
const approved = async ({ deps, agency }: World, from: number): Promise<string> => {
  const signedIn = async (name: string) => (await findSignedIn(deps.pool, personNamed(agency, name).tokenHash, deps.clock.nowMs()))!
  const { answer: { id } } = await proposeMigration(deps, { person: await signedIn('secretary'), key: 'proposal', code: 'P1', body: { from, to: from + 1, steps: {}, newLimit: false, decision: { number: '12/QĐ-UBND', on: '2026-01-05' } } })
  await decideMigrationProposal(deps, { person: await signedIn('leader'), id, body: { approve: true } })
  return id
}

/** Where every dossier belongs: over, with one entry, unless it was at the step that is gone; and the outcome says the same. */
const countMisplaced = async ({ pool }: Deps, migrationId: string): Promise<number> => (await pool.query<{ count: number }>(`
  select count(*)::integer as count
    from dossier d
    join procedure_migration m on m.tenant_id = d.tenant_id and m.id = $1
    left join procedure_migration_item i on i.tenant_id = d.tenant_id and i.migration_id = m.id and i.dossier_id = d.id
   cross join lateral (select count(*) as entries from journal j where j.tenant_id = d.tenant_id and j.dossier_id = d.id and j.event = 'PROCEDURE_MIGRATED') j
   where (exists (select from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.step = 'received')
          and (d.procedure_hash <> m.from_hash or j.entries <> 0 or i.outcome is distinct from 'step-unmapped'))
      or (not exists (select from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id and o.step = 'received')
          and (d.procedure_hash <> m.to_hash or j.entries <> 1 or i.outcome is distinct from 'migrated'))`, [migrationId])).rows[0]!.count

const countContradictions = async ({ pool }: Deps): Promise<number> => (await pool.query<{ count: number }>(`
  select count(*)::integer as count from dossier d
   where (select count(*) from journal j where j.tenant_id = d.tenant_id and j.dossier_id = d.id) <> d.version or d.journal_seq <> d.version
      or (select coalesce(jsonb_agg(jsonb_build_array(o.step, o.role, o.holder_id) order by o.step), '[]') from open_step o where o.tenant_id = d.tenant_id and o.dossier_id = d.id)
         is distinct from (select coalesce(jsonb_agg(jsonb_build_array(s->>'step', s->>'role', s->>'holderId') order by s->>'step'), '[]') from jsonb_array_elements(d.body->'steps') s)`)).rows[0]!.count

/** Each who had a checked step in hand was told once how many went, and the head how many wait. */
const countUntold = async ({ deps: { pool }, agency }: World, migrationId: string): Promise<number> => {
  const { rows } = await pool.query<{ kind: string; account_id: string; dossiers: number }>(`select kind, account_id, (payload->>'dossiers')::integer as dossiers from notice where payload->>'migrationId' = $1`, [migrationId])
  const { rows: held } = await pool.query<{ account_id: string | null; dossiers: number }>(`
    select b.canonical::json->'steps'->0->>'holder' as account_id, count(*)::integer as dossiers
      from journal j join journal b on b.tenant_id = j.tenant_id and b.dossier_id = j.dossier_id and b.seq = j.seq - 1
     where j.event = 'PROCEDURE_MIGRATED' and b.canonical::json->'steps'->0->>'step' = 'processing.appraise' group by 1`)
  const expected = [...held.map(({ account_id: id, dossiers }) => `stepsLost ${id} ${dossiers}`), `stepsGained ${personNamed(agency, 'head').accountId} ${held.reduce((sum, { dossiers }) => sum + dossiers, 0)}`]
  const told = rows.map(({ kind, account_id: id, dossiers }) => `${kind} ${id} ${dossiers}`)
  return [...expected.filter((one) => !told.includes(one)), ...told.filter((one) => !expected.includes(one))].length + told.length - new Set(told).size
}

const countLost = async ({ pool }: Deps, deeds: readonly Deed[]): Promise<number> => (await pool.query<{ count: number }>(`
  select count(*)::integer as count from unnest($1::uuid[], $2::integer[]) as a (id, seq)
   where not exists (select from journal j where j.dossier_id = a.id and j.seq = a.seq and j.event = 'ASSIGN')`, [deeds.map(({ dossierId }) => dossierId), deeds.map(({ seq }) => seq)])).rows[0]!.count

const countBroken = async (url: string): Promise<number> => {
  const db = new Client({ connectionString: url })
  await db.connect()
  const found = noFindings()
  try {
    const { rows } = await db.query<{ id: string }>('select id from dossier')
    await checkChains(db, found, rows.map(({ id }) => id))
  } finally { await db.end() }
  return found.brokenChains
}

/** Runs one migration through so many kills in a database of its own, then to its end, and looks at everything. */
export const runMigrationFaults = async (url: string, kills: number, onKill?: (kill: number) => void): Promise<MigrationFaults> => {
  const world = await makeWorld(url)
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-faults-migration-'))
  try {
    const { deps, agency } = world
    const dossiers = await bringDossiers(world, (kills + 1) * perKill)
    const first = shippedProcedure('P1')!
    const next = nextRevision(first)
    await addProcedure(deps.orm.em.fork(), agency.tenantId, { hash: hashOf(next), definition: next }, 'effective', deps.clock.nowMs())
    const migrationId = await approved(world, first.revision)
    let [aheadMs, midway, isOver] = [0, 0, false]
    const clerk = work(world, () => isOver)
    for (let kill = 1; kill <= kills; kill += 1) {
      aheadMs += 2 * laterMs
      if (await killOne({ world, url, folder, migrationId, aheadMs }, kill)) midway += 1
      onKill?.(kill)
    }
    isOver = true
    const deeds = await clerk
    const last = startWorker(url, folder, aheadMs + 3 * laterMs)
    await once(last, 'exit')
    const outcomes = (await deps.pool.query<{ outcome: string; count: number }>('select outcome, count(*)::integer as count from procedure_migration_item where migration_id = $1 group by outcome', [migrationId])).rows
    const countOf = (outcome: string): number => outcomes.find((one) => one.outcome === outcome)?.count ?? 0
    return {
      misplaced: await countMisplaced(deps, migrationId), brokenChains: await countBroken(url), contradictions: await countContradictions(deps), lost: await countLost(deps, deeds),
      untold: await countUntold(world, migrationId), midway, dossiers, migrated: countOf('migrated'), refused: countOf('step-unmapped'), clerkDeeds: deeds.length,
    }
  } finally {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
