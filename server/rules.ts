/** Procedure revisions and calendar versions are immutable, so each is compiled once a process and kept by its name. */
import { DomainError } from '../schemas/errors.ts'
import type { ProcedureDefinition } from '../schemas/procedure.ts'
import type { WorkingCalendar } from '../schemas/calendar.ts'
import { findCalendar } from '../storage/calendars.ts'
import type { Orm } from '../storage/orm.ts'
import { findProcedure } from '../storage/procedures.ts'
import { prepare, whereCovered, type PreparedCalendar } from '../workflows/calendar/index.ts'
import type { Rules } from '../workflows/dossier/lifecycle.ts'
import { compile, type CompiledProcedure } from '../workflows/procedure/compile.ts'

/** Entries kept of each kind; the one used longest ago goes first. */
const entriesMax = 2000

/** What a dossier pins: its procedure revision and its calendar version. */
export interface Pinned { readonly tenantId: string; readonly procedureHash: string; readonly calendarId: string; readonly calendarVersion: number }

export class RulesCache {
  readonly #orm: Orm
  readonly #compiled = new Map<string, CompiledProcedure>()
  readonly #calendars = new Map<string, PreparedCalendar>()
  constructor(orm: Orm) {
    this.#orm = orm
  }

  /** The rules that a dossier is bound to. @throws DomainError procedure-unknown, calendar-unknown: the database lost them. */
  async rulesOf(pinned: Pinned): Promise<Rules> {
    return { compiled: await this.procedureOf(pinned), calendar: await this.calendarOf(pinned) }
  }

  /** The procedure revision. @throws DomainError procedure-unknown. */
  async procedureOf(pinned: Pick<Pinned, 'tenantId' | 'procedureHash'>): Promise<CompiledProcedure> {
    return this.#known(this.#compiled, pinned.procedureHash) ?? this.#loadProcedure(pinned)
  }

  /** The calendar version. @throws DomainError calendar-unknown. */
  async calendarOf(pinned: Omit<Pinned, 'procedureHash'>): Promise<PreparedCalendar> {
    const { tenantId, calendarId, calendarVersion } = pinned
    const known = this.#known(this.#calendars, keyOf(pinned))
    if (known !== undefined) return known
    const calendar = await findCalendar(this.#orm.em.fork(), tenantId, calendarId, calendarVersion)
    if (calendar === undefined) throw new DomainError('calendar-unknown', { calendar: calendarId, version: calendarVersion })
    return this.keepCalendar(tenantId, calendar)
  }

  /**
   * The answer of `decide` under the pinned rules; should their calendar end too early, under its newest version, which the dossier then
   * pins (a new year was added after it was received); should that not reach either, with what it cannot count left open: the end of a
   * calendar keeps nobody from signing a result. Dates that were printed stay: only what is still to be counted is counted anew.
   * @throws DomainError calendar-not-covered when a date must be named that no version covers.
   */
  async decideUnder<T>(pinned: Pinned, decide: (rules: Rules) => T): Promise<{ readonly rules: Rules; readonly decision: T }> {
    const rules = await this.rulesOf(pinned)
    const decided = whereCovered(() => ({ rules, decision: decide(rules) }))
    if (decided !== null) return decided
    const newest = await findCalendar(this.#orm.em.fork(), pinned.tenantId, pinned.calendarId)
    const latest = newest === undefined || newest.version <= pinned.calendarVersion ? rules : { ...rules, calendar: this.keepCalendar(pinned.tenantId, newest) }
    const open = { ...latest, leaveOpen: true }
    return (latest === rules ? null : whereCovered(() => ({ rules: latest, decision: decide(latest) }))) ?? { rules: open, decision: decide(open) }
  }

  /** Takes in a definition that was read already. */
  keepProcedure(hash: string, definition: ProcedureDefinition): CompiledProcedure {
    return this.#known(this.#compiled, hash) ?? this.#keep(this.#compiled, hash, compile(definition))
  }

  /** Takes in a calendar that was read already. A version never changes, so one that is known is not made ready again. */
  keepCalendar(tenantId: string, calendar: WorkingCalendar): PreparedCalendar {
    const key = keyOf({ tenantId, calendarId: calendar.id, calendarVersion: calendar.version })
    return this.#known(this.#calendars, key) ?? this.#keep(this.#calendars, key, prepare(calendar))
  }

  async #loadProcedure({ tenantId, procedureHash }: Pick<Pinned, 'tenantId' | 'procedureHash'>): Promise<CompiledProcedure> {
    const stored = await findProcedure(this.#orm.em.fork(), tenantId, procedureHash)
    if (stored === undefined) throw new DomainError('procedure-unknown', { hash: procedureHash })
    return this.keepProcedure(procedureHash, stored.definition)
  }

  #known<T>(cache: Map<string, T>, key: string): T | undefined {
    const found = cache.get(key)
    if (found !== undefined && cache.size >= entriesMax) {
      cache.delete(key)
      cache.set(key, found)
    }
    return found
  }

  #keep<T>(cache: Map<string, T>, key: string, value: T): T {
    if (cache.size >= entriesMax) cache.delete(cache.keys().next().value!)
    cache.set(key, value)
    return value
  }
}

const keyOf = ({ tenantId, calendarId, calendarVersion }: Omit<Pinned, 'procedureHash'>): string => `${tenantId}/${calendarId}/${calendarVersion}`
