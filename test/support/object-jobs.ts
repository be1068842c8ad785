/** What sweep, scrub, purge and the carrying of locks must do over any store: the same tests for each of them. */
import type { Test } from 'tap'
import { DomainError } from '../../schemas/errors.ts'
import { carryLocks } from '../../server/jobs/objects/carry-locks.ts'
import { purgeObjects } from '../../server/jobs/objects/purge.ts'
import type { StoreDeps } from '../../server/jobs/objects/run.ts'
import { scrubObjects } from '../../server/jobs/objects/scrub.ts'
import { sweepObjects } from '../../server/jobs/objects/sweep.ts'
import { createAccount } from '../../storage/accounts.ts'
import { newId } from '../../storage/ids.ts'
import { holdObjects, placeHold, releaseHold } from '../../storage/objects/holds.ts'
import { addObject, discardObject, findObject, markPurged, retainObject } from '../../storage/objects/rows.ts'
import type { ObjectStore, StoredBytes } from '../../storage/objects/store.ts'
import { countObjects, lastRuns } from '../../storage/objects/upkeep.ts'
import { openPool } from '../../storage/pool.ts'
import { createTenant } from '../../storage/tenants.ts'
import { listed, pieces, readAll, refusal, sumOf } from './object-contract.ts'
import { withDatabase } from './postgres.ts'

const minute = 60_000

interface Ground {
  readonly deps: StoreDeps
  readonly store: ObjectStore
  readonly tenantId: string
  readonly accountId: string
  /** Moves the clock of the service. */
  wait(ms: number): void
  put(text: string): Promise<StoredBytes>
  keep(text: string, wrong?: Partial<StoredBytes>): Promise<StoredBytes>
}

/** A database of its own with one agency, and a clock that begins now and can be moved on. */
const prepare = async (t: Test, store: ObjectStore): Promise<Ground> => {
  const { orm, url } = await withDatabase(t)
  const pool = openPool({ url, poolSize: 4, onError: () => undefined })
  t.teardown(() => pool.end())
  let aheadMs = 0
  const clock = { nowMs: () => Date.now() + aheadMs }
  const { id: tenantId } = await createTenant(orm.em.fork(), { code: 'xa-j', name: { vi: 'Xã', en: 'Commune' }, level: 'xa', zone: 'Asia/Ho_Chi_Minh', calendarId: 'vn' }, clock.nowMs())
  const { id: accountId } = await createAccount(orm.em.fork(), tenantId, { userName: 'thuky', fullName: 'Thư ký', passwordHash: null }, clock.nowMs())
  const put = (text: string): Promise<StoredBytes> => store.put({ tenantId, body: pieces(Buffer.from(text)) })
  const keep = async (text: string, wrong: Partial<StoredBytes> = {}): Promise<StoredBytes> => {
    const stored = await put(text)
    await addObject(pool, tenantId, { stored: { ...stored, ...wrong }, contentType: 'text/plain', fileName: `${text}.txt`, createdBy: accountId, nowMs: clock.nowMs() })
    return stored
  }
  return { deps: { pool, objects: store, clock }, store, tenantId, accountId, wait: (ms) => { aheadMs += ms }, put, keep }
}

const textOf = async ({ store }: Ground, stored: StoredBytes): Promise<string> => (await readAll(await store.get(stored))).toString()
const isGone = (t: Test, { store }: Ground, stored: StoredBytes): Promise<unknown> => t.rejects(store.stat(stored), refusal('object-missing'))

const testSweep = (t: Test, ground: Ground): void => {
  const { deps, store, tenantId, accountId } = ground
  t.test('the sweep removes exactly what no row needs, and only after the grace', async (t) => {
    const [kept, orphan] = [await ground.keep('giữ lại'), await ground.put('mồ côi')]
    const elsewhere = await store.put({ tenantId: newId(), body: pieces(Buffer.from('của nơi khác')) })
    const purged = await ground.keep('đã hủy')
    await discardObject(deps.pool, tenantId, purged.id, { accountId, nowMs: deps.clock.nowMs(), ground: 'hủy' })
    await markPurged(deps.pool, { tenantId, id: purged.id }, deps.clock.nowMs())
    t.match(await sweepObjects(deps), { seen: 0, orphans: 0 }, 'all is younger than the grace')
    ground.wait(25 * 60 * minute)
    t.match(await sweepObjects(deps), { orphans: 2, unfinished: 0, foreign: 1, locked: 0, bytes: Buffer.byteLength('mồ côiđã hủy') })
    await isGone(t, ground, orphan)
    await isGone(t, ground, purged)
    t.equal(await textOf(ground, kept), 'giữ lại')
    t.ok(await store.stat(elsewhere), 'what belongs to no agency of this database stays')
    t.match(await sweepObjects(deps), { orphans: 0, unfinished: 0 }, 'a second sweep finds nothing')
  })

  t.test('an upload that broke off is nowhere to be seen, and the sweep finds nothing of it', async (t) => {
    const before = (await listed(store)).length
    const broken = async function* () { yield Buffer.from('một nửa'); throw new Error('the line broke') }
    await t.rejects(store.put({ tenantId, body: broken() }), { message: 'the line broke' })
    t.equal((await listed(store)).length, before)
  })

  t.test('a sweep that is told to end does so, and the next one does the rest', async (t) => {
    const orphan = await ground.put('để lần sau')
    ground.wait(25 * 60 * minute)
    t.match(await sweepObjects(deps, { signal: AbortSignal.abort() }), { orphans: 0 })
    await store.stat(orphan)
    t.match(await sweepObjects(deps), { orphans: 1 })
  })
}

const testPurge = (t: Test, ground: Ground, locks: boolean): void => {
  const { deps, store, tenantId, accountId } = ground
  const by = () => ({ accountId, nowMs: deps.clock.nowMs(), ground: 'Quyết định số 9' })
  t.test('the purge destroys what was discarded, and nothing that is held or retained', async (t) => {
    const [free, held, retained, untouched] = [await ground.keep('tự do'), await ground.keep('đang giữ'), await ground.keep('còn hạn'), await ground.keep('không hủy')]
    for (const { id } of [free, held, retained]) await discardObject(deps.pool, tenantId, id, by())
    const holds = [await placeHold(deps.pool, tenantId, 'Khiếu nại', by()), await placeHold(deps.pool, tenantId, 'Thanh tra', by())]
    for (const hold of holds) await holdObjects(deps.pool, tenantId, hold, [held.id], deps.clock.nowMs())
    await retainObject(deps.pool, tenantId, retained.id, deps.clock.nowMs() + minute)
    t.match(await purgeObjects(deps), { purged: 1, left: 0 })
    await isGone(t, ground, free)
    t.match(await findObject(deps.pool, tenantId, free.id), { state: 'purged' })
    await releaseHold(deps.pool, tenantId, holds[0]!, by())
    t.match(await purgeObjects(deps), { purged: 0 }, 'one of two holds is still open')
    await releaseHold(deps.pool, tenantId, holds[1]!, by())
    ground.wait(2 * minute)
    t.match(await purgeObjects(deps), { purged: 2, left: 0 })
    for (const stored of [held, retained]) await isGone(t, ground, stored)
    t.equal(await textOf(ground, untouched), 'không hủy')
    t.ok((await countObjects(deps.pool, tenantId, deps.clock.nowMs())).purged >= 3)
  })

  t.test('locks of the store follow the rows where the store has any, and go when the rows let go', async (t) => {
    const stored = await ground.keep('vòng hai')
    const hold = await placeHold(deps.pool, tenantId, 'Điều tra', by())
    await holdObjects(deps.pool, tenantId, hold, [stored.id], deps.clock.nowMs())
    const retainUntilMs = deps.clock.nowMs() + minute
    await retainObject(deps.pool, tenantId, stored.id, retainUntilMs)
    t.equal(await carryLocks(deps), locks ? 1 : 0)
    t.equal(await carryLocks(deps), 0, 'and is then told once')
    const row = await findObject(deps.pool, tenantId, stored.id)
    t.equal(row?.heldByStore, locks)
    t.equal((row?.lockedUntilMs ?? 0) >= retainUntilMs, locks)
    if (locks) await t.rejects(store.purge(stored), refusal('object-kept'))
    await releaseHold(deps.pool, tenantId, hold, by())
    t.equal(await carryLocks(deps), locks ? 1 : 0)
    t.equal((await findObject(deps.pool, tenantId, stored.id))?.heldByStore, false)
  })
}

const testScrub = (t: Test, ground: Ground): void => {
  const { deps, store, tenantId } = ground
  t.test('the scrub finds what is missing and what is not what it was, and goes on', async (t) => {
    const faults: string[] = []
    const [missing, damaged] = [await ground.keep('sẽ mất'), await ground.keep('sẽ hỏng', { sha256: sumOf(Buffer.from('khác')) })]
    await ground.keep('lành lặn')
    await store.purge(missing)
    const onFault = ({ id }: { id: string }, fault: string): void => { faults.push(`${id} ${fault}`) }
    const report = await scrubObjects(deps, { onFault })
    t.match(report, { missing: 1, damaged: 1 })
    t.ok(report.checked >= 3)
    t.same(faults.sort(), [`${missing.id} missing`, `${damaged.id} damaged`].sort())
    t.equal((await countObjects(deps.pool, tenantId, deps.clock.nowMs())).faults, 2)
    t.match(await scrubObjects(deps), { checked: 0 }, 'all were looked at in this round')
    ground.wait(8 * 24 * 60 * minute)
    t.match(await scrubObjects(deps), { missing: 1, damaged: 1 }, 'and again in the next')
    t.equal((await countObjects(deps.pool, tenantId, deps.clock.nowMs())).faults, 2, 'told once')
  })

  t.test('a scrub goes on where the last one ended', async (t) => {
    ground.wait(8 * 24 * 60 * minute)
    const total = (await scrubObjects(deps, { limit: 2 })).checked
    t.equal(total, 2)
    t.match(await scrubObjects(deps, { signal: AbortSignal.abort() }), { checked: 0 })
    let rest = 0
    for (let checked = 1; checked > 0;) {
      checked = (await scrubObjects(deps, { limit: 2 })).checked
      rest += checked
    }
    const { rows } = await deps.pool.query<{ n: number }>("select count(*)::int as n from stored_object where state <> 'purged'")
    t.equal(total + rest, rows[0]?.n, 'each once')
  })

  t.test('a store that is away ends a run and says nothing of the objects', async (t) => {
    ground.wait(8 * 24 * 60 * minute)
    const away = { get: () => Promise.reject(new DomainError('objects-unavailable')) }
    const faults = (await countObjects(deps.pool, tenantId, deps.clock.nowMs())).faults
    await t.rejects(scrubObjects({ ...deps, objects: Object.assign(Object.create(store) as ObjectStore, away) }), refusal('objects-unavailable'))
    t.equal((await countObjects(deps.pool, tenantId, deps.clock.nowMs())).faults, faults)
  })

  t.test('the last run of each kind is on record', async (t) => {
    t.same((await lastRuns(deps.pool)).map(({ kind }) => kind).sort(), ['purge', 'scrub', 'sweep'])
  })
}

/** Runs them all on one store and one database; `locks`: whether this kind of store refuses to delete what is locked. */
export const keepOrder = async (t: Test, store: ObjectStore, locks: boolean): Promise<void> => {
  const prepared = await prepare(t, store)
  testSweep(t, prepared)
  t.equal(store.locks(), locks ? 'enforced' : 'notEnforced')
  testPurge(t, prepared, locks)
  testScrub(t, prepared)
}
