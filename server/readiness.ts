/** What must answer before the service is sent work. */
import type { LockVerdict } from '../storage/objects/store.ts'
import { calendarEnds } from '../storage/calendar-ends.ts'
import { calendarEnd, type CalendarEnd } from '../workflows/calendar/index.ts'
import type { Deps } from './deps.ts'

type Asked = Pick<Deps, 'pool' | 'objects' | 'clock' | 'office'>

/** The name of each part and whether it answers; of the objects also where they lie, and whether the store was seen to refuse the deletion of a locked one. */
export interface ReadyState {
  readonly checks: Readonly<Record<string, boolean>>
  readonly objects: { readonly store: 'disk' | 's3'; readonly locks: LockVerdict }
  /** The nearest end of a working calendar; null without one, or while the database does not answer. Past it the service still works. */
  readonly calendar: CalendarEnd | null
  /** Whether LibreOffice is installed, which makes PDF of office files; without it they are handed out as they are. */
  readonly officePdf: 'made' | 'notInstalled'
}
export type Readiness = (deps: Asked) => Promise<ReadyState>

const answers = async (question: Promise<unknown>): Promise<boolean> => {
  try {
    await question
    return true
  } catch {
    return false
  }
}

/** A question that is not answered in this time counts as not answered; the store's own patience is longer. */
const withinMs = 3_000
/** Anybody may ask this often without the store being asked anew. */
const keptMs = 2_000

const inTime = (question: Promise<unknown>): Promise<unknown> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer in time')), withinMs)
  return Promise.race([question, promise]).finally(() => clearTimeout(timer))
}

/** Whether the store answers in time. */
export const storeAnswers = (objects: Deps['objects']): Promise<boolean> => answers(inTime(objects.check()))

/** The same, asked at most once in a while. */
const askStore = (): ((objects: Deps['objects']) => Promise<boolean>) => {
  let asked = { atMs: -Infinity, answer: Promise.resolve(false) }
  return (objects) => {
    if (performance.now() - asked.atMs > keptMs) asked = { atMs: performance.now(), answer: storeAnswers(objects) }
    return asked.answer
  }
}

/** The database, the objects, and the parts that say for themselves whether they run. */
export const readinessOf = (parts: Readonly<Record<string, () => boolean>>): Readiness => {
  const ask = askStore()
  return async ({ pool, objects, clock, office }) => {
    const ends = calendarEnds(pool, null, clock.nowMs())
    const [database, store] = await Promise.all([answers(ends), ask(objects)])
    const [nearest] = await ends.catch(() => [])
    return {
      checks: { database, objects: store, ...Object.fromEntries(Object.entries(parts).map(([name, runs]) => [name, runs()])) },
      objects: { store: objects.kind, locks: objects.locks() }, calendar: nearest === undefined ? null : calendarEnd(nearest.coversTo, nearest.today),
      officePdf: office.isThere ? 'made' : 'notInstalled',
    }
  }
}
