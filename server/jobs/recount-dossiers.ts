/**
 * Puts a new version of a calendar to the dossiers that are open: each due date that it moves gets its entry in the journal. The version that a
 * dossier is pinned to says whether it is done, so a run that is killed is simply gone on with, and two at once do no harm.
 */
import type { Decision, Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { saveDecisions } from '../../storage/decisions.ts'
import { addNotices } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { countRecounted, finishPublication, livePublications, movedHolders, outdatedDossiers, pinCalendar, type LivePublication } from '../../storage/recounts.ts'
import type { PreparedCalendar } from '../../workflows/calendar/index.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import { decideRecount } from '../../workflows/dossier/under-calendar.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'rules' | 'clock'>
const pageSize = 100
/** A bound for each run: a long recount never holds up an orderly stop, and the next run goes on. */
const perRun = 5_000
/** A receipt under way when the version was published ends within this time, and is then found. */
const youngMs = 60 * 60_000

/** What a run did; `more`: it stopped at its bound. */
export interface Recounted { readonly moved: number; readonly kept: number; readonly failed: number; readonly more: boolean }

/** `onFault` is told of a dossier that could not be looked at; the run goes on with the next. */
export const recountDossiers = async (deps: JobDeps, onFault: (dossierId: string, error: unknown) => void): Promise<Recounted> => {
  const sum = { moved: 0, kept: 0, failed: 0, more: false }
  for (const publication of await livePublications(deps.pool, deps.clock.nowMs() - youngMs)) {
    const calendar = await deps.rules.calendarOf({ ...publication, calendarVersion: publication.version })
    for (let after: Dossier | null = null; !sum.more;) {
      const page = await outdatedDossiers(deps.pool, publication, after, pageSize)
      const done = await recountPage({ deps, publication, calendar, onFault }, page)
      sum.moved += done.moved
      sum.kept += done.kept
      sum.failed += done.failed
      after = page.at(-1) ?? null
      if (page.length < pageSize) break
      sum.more = sum.moved + sum.kept + sum.failed >= perRun
    }
    if (!sum.more && !publication.isFinished) await finish(deps, publication)
  }
  return sum
}

/** Marks it as done and tells whoever has moved dossiers in hand: one notice a person, in the transaction that finishes, so that no retry tells twice. */
const finish = ({ pool, clock }: JobDeps, publication: LivePublication): Promise<void> => inTransaction(pool, async (client) => {
  const nowMs = clock.nowMs()
  const since = await finishPublication(client, publication, nowMs)
  if (since === null) return
  const { tenantId, calendarId, version } = publication
  const holders = await movedHolders(client, { tenantId, calendarId, since, version }, nowMs)
  await addNotices(client, tenantId, holders.map(({ accountId, dossiers }) => ({ accountId, dossierId: null, kind: 'dueMoved', payload: { calendarId, since, version, dossiers } })), nowMs)
})

interface Work { readonly deps: JobDeps; readonly publication: LivePublication; readonly calendar: PreparedCalendar; readonly onFault: (dossierId: string, error: unknown) => void }
interface Moved { readonly before: Dossier; readonly decision: Decision }

const recountPage = async (work: Work, page: readonly Dossier[]): Promise<Omit<Recounted, 'more'>> => {
  const { deps, publication, calendar, onFault } = work
  const moved: Moved[] = []
  const kept: Dossier[] = []
  let failed = 0
  for (const before of page) {
    try {
      const rules = { ...await deps.rules.rulesOf(before), calendar }
      const { dossier, decision } = decideRecount(rules, before, { publisherId: publication.accountId, nowMs: deps.clock.nowMs() })
      if (decision === null) kept.push(dossier)
      else moved.push({ before, decision })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      failed += 1
      onFault(before.id, error)
    }
  }
  return { ...await keepPage(work, moved, kept), failed }
}

/** Together in one transaction; should somebody have moved one of them meanwhile, each by itself. */
const keepPage = async (work: Work, moved: readonly Moved[], kept: readonly Dossier[]): Promise<{ moved: number; kept: number }> => {
  const { deps: { pool }, publication } = work
  const keep = (some: readonly Moved[]): Promise<{ moved: number; kept: number }> => inTransaction(pool, async (client) => {
    await saveDecisions(client, some.map((one) => keptAs(work, one)))
    const done = { moved: some.length, kept: some === moved ? await pinCalendar(client, publication.tenantId, kept) : 0 }
    await countRecounted(client, publication, done)
    return done
  })
  try {
    return await keep(moved)
  } catch (error) {
    if (!isStale(error)) throw error
    let sum = 0
    for (const one of moved) sum += await keep([one]).then((done) => done.moved, (lost: unknown) => { if (isStale(lost)) return 0; throw lost })
    const { kept: pinned } = await inTransaction(pool, async (client) => {
      const done = { moved: 0, kept: await pinCalendar(client, publication.tenantId, kept) }
      await countRecounted(client, publication, done)
      return done
    })
    return { moved: sum, kept: pinned }
  }
}

const isStale = (error: unknown): boolean => error instanceof DomainError && error.code === 'stale-version'

const keptAs = ({ calendar }: Work, { before, decision }: Moved) =>
  ({ decision, keeping: { expected: before.version, nextReminderAtMs: firstRungAt(calendar, decision.dossier) } })
