/** What the measurements work on: an agency, and many dossiers that stand at the same step of a shipped procedure. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { receiveDossier } from '../../server/commands/receive-dossier.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { systemClock } from '../../server/clock.ts'
import { makeDeps, type Deps } from '../../server/deps.ts'
import type { AdvanceDossier, Dossier } from '../../schemas/dossier.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { DiskStore } from '../../storage/objects/disk.ts'
import { openPool } from '../../storage/pool.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { makeAgency, personNamed, type TestAgency } from '../support/agency.ts'
import { idStart } from './numbers.ts'

/** Events that lead round in a circle at the specialist's step, none of which is ever refused: each is a real change with its journal entry. */
export interface CircleEvent { readonly by: 'head' | 'an' | 'binh'; readonly event: AdvanceDossier }
export const circleOf = (agency: TestAgency): readonly CircleEvent[] => [
  { by: 'head', event: { type: 'ASSIGN', assigneeId: personNamed(agency, 'binh').accountId } },
  { by: 'binh', event: { type: 'ACKNOWLEDGE' } },
  { by: 'head', event: { type: 'ASSIGN', assigneeId: personNamed(agency, 'an').accountId } },
  { by: 'an', event: { type: 'ACKNOWLEDGE' } },
]

export interface World {
  readonly deps: Deps
  readonly agency: TestAgency
  /** The dossier that all copies are copies of. */
  readonly pattern: Dossier
  close(): Promise<void>
}

const people = [
  { userName: 'desk', holds: [{ role: 'receptionist', unit: 'DESK' }] },
  { userName: 'head', holds: [{ role: 'unitHead', unit: 'D1' }] },
  { userName: 'an', holds: [{ role: 'specialist', unit: 'D1' }] },
  { userName: 'binh', holds: [{ role: 'specialist', unit: 'D1' }] },
  { userName: 'secretary', holds: [{ role: 'isoSecretary', unit: 'ROOT' }] },
  { userName: 'leader', holds: [{ role: 'agencyLeader', unit: 'ROOT' }] },
] as const

/** Brings one dossier of procedure P1 through the real commands to the step where the circle begins. */
const makePattern = async (deps: Deps, agency: TestAgency): Promise<Dossier> => {
  const procedure = shippedProcedure('P1')
  if (procedure === null) throw new Error('procedure P1 is not shipped')
  const papers = procedure.requiredPapers.map(({ code, originals, copies }) => ({ code, originals, copies }))
  const { dossier } = await receiveDossier(deps, {
    tokenHash: personNamed(agency, 'desk').tokenHash, idempotencyKey: 'pattern',
    body: { procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty A' }, papers,
      receivingUnitId: agency.units.DESK, responsibleUnitId: agency.units.D1 },
  })
  const move = (by: string, expectedVersion: number, body: AdvanceDossier) => advanceDossier(deps, {
    tokenHash: personNamed(agency, by).tokenHash, dossierId: dossier.id, expectedVersion, idempotencyKey: `pattern-${expectedVersion}`, body,
  })
  await move('desk', 1, { type: 'HAND_OVER' })
  await move('head', 2, { type: 'ASSIGN', assigneeId: personNamed(agency, 'an').accountId })
  const { rows } = await deps.pool.query<{ body: Dossier }>('select body from dossier where id = $1', [dossier.id])
  return rows[0]!.body
}

/** A migrated database with the agency and the pattern. */
export const makeWorld = async (url: string): Promise<World> => {
  const orm = await openOrm({ url, poolSize: 4 })
  await migrate(orm)
  const pool = openPool({ url, poolSize: 4, onError: () => undefined })
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-bench-objects-'))
  const objects = await DiskStore.open(folder)
  const deps = makeDeps(pool, orm, systemClock, objects)
  const procedure = shippedProcedure('P1')
  const agency = await makeAgency(orm, { code: 'H19', people, procedures: procedure === null ? [] : [procedure], passwordHash: null })
  const pattern = await makePattern(deps, agency)
  return { deps, agency, pattern, close: async () => { await pool.end(); await orm.close(); rmSync(folder, { recursive: true }) } }
}

/** Adds copies of the pattern numbered `from` to `from + count - 1`, with their open steps. A copy's journal begins with its next event. */
export const copyPattern = async ({ deps, pattern }: World, from: number, count: number): Promise<void> => {
  const values = [pattern.tenantId, pattern.id, from, from + count - 1, idStart]
  await deps.pool.query(`
    insert into dossier select c.*
      from dossier d, generate_series($3::bigint, $4::bigint) n, lateral jsonb_populate_record(d, jsonb_build_object(
        'id', $5::text || n, 'code', 'H19-M-' || n, 'body', d.body || jsonb_build_object('id', $5::text || n, 'code', 'H19-M-' || n))) c
     where d.tenant_id = $1::uuid and d.id = $2::uuid`, values)
  await deps.pool.query(`
    insert into open_step select c.*
      from open_step o, generate_series($3::bigint, $4::bigint) n, lateral jsonb_populate_record(o, jsonb_build_object('dossier_id', $5::text || n)) c
     where o.tenant_id = $1::uuid and o.dossier_id = $2::uuid`, values)
}

/** An empty outbox, fresh statistics and visibility: neither side pays for what the copies or the other side left behind. */
export const settle = async ({ deps }: World): Promise<void> => {
  await drainOutbox(deps)
  for (const table of ['dossier', 'open_step', 'journal', 'outbox', 'idempotency']) await deps.pool.query(`vacuum (analyze) ${table}`)
}
