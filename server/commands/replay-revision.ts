/** Replays the closed dossiers of a procedure under one of its revisions: path, dates and the share on time beside what they were. Writes nothing. */
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { ReplayLine, ReplayReport } from '../../schemas/replay.ts'
import { journalsOf } from '../../storage/dossiers.ts'
import { closedOfProcedure } from '../../storage/replays.ts'
import { addDays, formatInstant, type PreparedCalendar, startOfDateMs } from '../../workflows/calendar/index.ts'
import { replay } from '../../workflows/dossier/replay.ts'
import { compile, type CompiledProcedure } from '../../workflows/procedure/compile.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import type { Deps } from '../deps.ts'

const pageSize = 100
const entriesMost = 5_000
const linesMost = 200

export interface ReplayQuestion {
  readonly tenantId: string; readonly zone: string; readonly definition: ProcedureDefinition; readonly from: string; readonly to: string
  readonly onProgress?: (dossiers: number) => Promise<void>
  /** Which dossiers may be named; absent: all. The figures count every one. */
  readonly mayName?: (ids: readonly string[]) => Promise<ReadonlySet<string>>
}
type ReplayDeps = Pick<Deps, 'pool' | 'rules'>

/** Every calendar that a journal names. */
const calendarsOf = async ({ rules }: ReplayDeps, { tenantId, calendarId }: Dossier, entries: readonly JournalEntry[]): Promise<ReadonlyMap<number, PreparedCalendar>> => {
  const versions = [...new Set(entries.map(({ calendar }) => Number(calendar.split('@')[1])))]
  return new Map(await Promise.all(versions.map(async (calendarVersion) => [calendarVersion, await rules.calendarOf({ tenantId, calendarId, calendarVersion })] as const)))
}

const lineOf = async (deps: ReplayDeps, compiled: CompiledProcedure, zone: string, dossier: Dossier, entries: readonly JournalEntry[]): Promise<ReplayLine> => {
  const calendars = await calendarsOf(deps, dossier, entries)
  const { compiled: own } = await deps.rules.rulesOf(dossier)
  const calendarOf = (version: number): PreparedCalendar => {
    const found = calendars.get(version)
    if (found === undefined) throw new DomainError('calendar-unknown', { version })
    return found
  }
  const course = { dossier, entries, own, calendarOf }
  const found = replay(course, compiled)
  const due = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone))
  const told = { dossierId: dossier.id, code: dossier.code, dueBefore: due(dossier.clock.dueAtMs), before: dossier.timeliness }
  if ('fault' in found) return { ...told, fault: found.fault, event: found.event, step: found.step, stepName: (own.steps.get(found.step) ?? compiled.steps.get(found.step))?.name ?? null, path: null, isSamePath: null, dueAfter: null, after: null }
  const before = replay(course, own)
  return {
    ...told, fault: null, event: '', step: '', stepName: null, path: [...found.path], isSamePath: !('fault' in before) && before.path.join(' ') === found.path.join(' '),
    dueAfter: due(found.dossier.clock.dueAtMs), after: found.dossier.timeliness,
  }
}

const verdictsOf = (all: readonly (ReplayLine['before'])[]): ReplayReport['before'] => {
  const count = (verdict: ReplayLine['before']): number => all.filter((one) => one === verdict).length
  const [early, onTime, late] = [count('early'), count('onTime'), count('late')]
  return { early, onTime, late, notLate: percent(early + onTime, early + onTime + late) }
}

const faultsOf = (lines: readonly ReplayLine[]): ReplayReport['faults'] =>
  [...Map.groupBy(lines.filter(({ fault }) => fault !== null), ({ fault, event, step }) => JSON.stringify([fault, event, step])).values()]
    .map((same) => ({ fault: same[0]?.fault ?? '', event: same[0]?.event ?? '', step: same[0]?.step ?? '', stepName: same[0]?.stepName ?? null, dossiers: same.length })).sort((a, b) => b.dossiers - a.dossiers)

const isChanged = ({ fault, isSamePath, dueBefore, dueAfter, before, after }: ReplayLine): boolean => fault !== null || isSamePath === false || dueBefore !== dueAfter || before !== after

/** The report on dossiers closed from one day to another, both included. @throws DomainError procedure-invalid when the definition makes no machine; calendar-unknown */
export const replayRevision = async (deps: ReplayDeps, { tenantId, zone, definition, from, to, onProgress, mayName }: ReplayQuestion): Promise<ReplayReport> => {
  const compiled = compile(definition)
  const question = { tenantId, code: definition.code, fromMs: startOfDateMs(from, zone), toMs: startOfDateMs(addDays(to, 1), zone) }
  const lines: ReplayLine[] = []
  for (let afterId: string | null = null; ;) {
    const page = await closedOfProcedure(deps.pool, question, { afterId, limit: pageSize })
    const journals = await journalsOf(deps.pool, tenantId, page.map(({ id }) => id), entriesMost)
    for (const dossier of page) lines.push(await lineOf(deps, compiled, zone, dossier, journals.get(dossier.id) ?? []))
    await onProgress?.(lines.length)
    afterId = page.at(-1)?.id ?? null
    if (page.length < pageSize) break
  }
  const replayed = lines.filter(({ fault }) => fault === null)
  const changed = lines.filter(isChanged)
  const named = mayName === undefined ? null : await mayName(changed.map(({ dossierId }) => dossierId))
  return {
    code: definition.code, revision: definition.revision, from, to, dossiers: lines.length, replayed: replayed.length, samePath: replayed.filter(({ isSamePath }) => isSamePath === true).length,
    sameDue: replayed.filter(({ dueBefore, dueAfter }) => dueBefore === dueAfter).length, before: verdictsOf(replayed.map(({ before }) => before)), after: verdictsOf(replayed.map(({ after }) => after)),
    faults: faultsOf(lines), lines: changed.filter(({ dossierId }) => named?.has(dossierId) ?? true).slice(0, linesMost),
  }
}
