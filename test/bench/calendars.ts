/**
 * What a change of the calendar costs with many open dossiers: the page and the sum of the dry run, and the job that puts it to them.
 * `node test/bench/calendars.ts 100000` prints a line of docs/bench.md.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countMoves, previewCalendar } from '../../server/commands/preview-calendar.ts'
import { recountDossiers } from '../../server/jobs/recount-dossiers.ts'
import { addCalendarVersion, findCalendar } from '../../storage/calendars.ts'
import { addPublication } from '../../storage/recounts.ts'
import { findSignedIn } from '../../storage/signed-in.ts'
import type { CandidateKey } from '../../storage/recounts.ts'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { dueAt, localDateOf, prepare, withDays, workingDayAfter } from '../../workflows/calendar/index.ts'
import { personNamed } from '../support/agency.ts'
import { openDatabase } from '../../storage/connect.ts'
import { firstNumber, idStart } from './numbers.ts'
import { copyPattern, makeWorld, settle, type World } from './world.ts'

export interface CalendarFigures { readonly open: number; readonly moved: number; readonly pageMs: number; readonly lastPageMs: number; readonly countMs: number; readonly jobSeconds: number }

/** So many copies in one statement: each is bounded in time. */
const copiesAtOnce = 10_000
/** Limits of one to so many working days, so that due dates lie on many days. */
const longestLimit = 60

/** Gives the copies due dates of their own, as if each had another limit. */
const spread = async ({ deps, pattern }: World, calendar: WorkingCalendar): Promise<void> => {
  const fast = prepare(calendar)
  for (let days = 1; days <= longestLimit; days++) {
    const due = dueAt(fast, pattern.clock.startedAtMs ?? 0, { unit: 'workingDay', amount: days })
    await deps.pool.query(`
      update dossier d set due_at = to_timestamp($3::double precision / 1000), due_original_at = to_timestamp($3::double precision / 1000),
             body = d.body || jsonb_build_object('clock', d.body->'clock' || jsonb_build_object('budget', $2::integer, 'dueAtMs', $3::bigint, 'dueOriginalAtMs', $3::bigint))
       where d.tenant_id = $1::uuid and abs(hashtext(d.id::text)) % $4 = $2::integer - 1`, [pattern.tenantId, days, due, longestLimit])
  }
}

const timed = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const from = performance.now()
  const answer = await work()
  return [performance.now() - from, answer]
}

/** Measures with so many open dossiers. The change is a closure in five working days: it moves most of them. */
const measureCalendar = async (url: string, open: number): Promise<CalendarFigures> => {
  const world = await makeWorld(url)
  const { deps, agency } = world
  try {
    for (let from = 0; from < open; from += copiesAtOnce) await copyPattern(world, firstNumber + from, Math.min(copiesAtOnce, open - from))
    const base = await findCalendar(deps.orm.em.fork(), agency.tenantId, 'test')
    if (base === undefined) throw new Error('no calendar')
    await spread(world, base)
    await settle(world)
    const nowMs = deps.clock.nowMs()
    const on = workingDayAfter(prepare(base), localDateOf(nowMs, base.zone), 5)
    const calendar = withDays({ ...base, version: base.version + 1 }, [{ on, kind: 'LOCAL_OFF', decision: 'storm', knownOn: localDateOf(nowMs, base.zone) }])
    const person = await findSignedIn(deps.pool, personNamed(agency, 'head').tokenHash, nowMs)
    if (person === undefined) throw new Error('nobody')
    const page = (after: CandidateKey | null) => previewCalendar(deps, { person, calendar, after, limit: 50 })
    await page(null)
    const [pageMs] = await timed(() => page(null))
    const late = `${idStart}${firstNumber + Math.floor(open * 0.9)}`
    const [lastPageMs] = await timed(() => page({ calendarVersion: base.version, id: late }))
    const [countMs, count] = await timed(() => countMoves(deps, person, calendar, open * 2))
    await deps.orm.em.fork().transactional(async (em) => {
      await addCalendarVersion(em, agency.tenantId, calendar, nowMs)
      await addPublication(em, { tenantId: agency.tenantId, calendarId: 'test', version: calendar.version }, person.reader.accountId, nowMs)
    })
    let moved = 0
    const [jobMs] = await timed(async () => {
      for (let more = true; more;) {
        const done = await recountDossiers(deps, (id, error) => { throw new Error(`${id}: ${String(error)}`) })
        moved += done.moved
        more = done.more
      }
    })
    if (moved !== count.moved) throw new Error(`${count.moved} announced, ${moved} moved`)
    return { open, moved, pageMs, lastPageMs, countMs, jobSeconds: jobMs / 1000 }
  } finally {
    await world.close()
  }
}

export const tableHead = '| open | moved | page: first / late, ms | sum, ms | job, s |\n|---|---|---|---|---|'
export const rowOf = ({ open, moved, pageMs, lastPageMs, countMs, jobSeconds }: CalendarFigures): string =>
  `| ${open} | ${moved} | ${Math.round(pageMs)} / ${Math.round(lastPageMs)} | ${Math.round(countMs)} | ${Math.round(jobSeconds)} |`

/** Measures on a server of its own, as durable as in use. */
export const benchCalendar = async (open: number): Promise<CalendarFigures> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-bench-calendar-'))
  const database = await openDatabase({ dataDir, poolSize: 10 })
  try { return await measureCalendar(database.url, open) } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(`${tableHead}\n${rowOf(await benchCalendar(Number(process.argv[2] ?? 100_000)))}`)
