/** One journal entry: what happened, who did it in which capacity, and where the dossier and its clock stood after it. */
import type { Id } from '../../schemas/common.ts'
import type { AdvanceDossier, ChainedEntry, Dossier, JournalEntry, PersonalField } from '../../schemas/dossier.ts'
import { formatInstant } from '../calendar/index.ts'
import { chain, commit } from '../evidence/chain.ts'
import type { Capacity } from './authority.ts'

/** What is told of an event beside the state it led to. */
export interface Happening {
  readonly event: string
  readonly step: string | null
  readonly atMs: number
  readonly recordedAtMs: number
  readonly accountId: Id | null
  readonly capacity: Capacity | null
  readonly paper?: AdvanceDossier['paper'] | undefined
  /** Form that the step or transition issues. */
  readonly form?: string | null
  readonly deviation?: JournalEntry['deviation'] | undefined
  /** The verdict is told with this entry, though the result was ready before. */
  readonly isVerdict?: boolean
  /** Personal texts by field: only their commitments enter the chain. */
  readonly personal: Readonly<Record<string, string>>
  /** Fresh random text of the caller, from which salts are derived; kept by nobody. */
  readonly nonce: string
}

const instant = (ms: number) => formatInstant(ms, 'UTC')
const instantOrNull = (ms: number | null) => (ms === null ? null : instant(ms))

/** The dossier with one more entry chained to its journal, the entry, and the clear side of its commitments. */
export function record(after: Dossier, what: Happening): { dossier: Dossier; entry: ChainedEntry; personal: PersonalField[] } {
  const seq = after.journalSeq + 1
  const commitments = Object.entries(what.personal).map(([field, value]) => commit(what.nonce, seq, field, value))
  const entry = chain({ ...bodyOf(after, what, seq), ...optional(after, what, commitments) })
  return {
    dossier: { ...after, version: after.version + 1, journalSeq: seq, journalHash: entry.hash },
    entry,
    personal: commitments.map((one) => one.clear),
  }
}

function bodyOf(after: Dossier, what: Happening, seq: number): JournalEntry {
  const { clock } = after
  return {
    v: 1, tenant: after.tenantId, dossier: after.id, seq, prev: after.journalHash,
    at: instant(what.atMs), recordedAt: instant(what.recordedAtMs), event: what.event, step: what.step,
    actor: { account: what.accountId, onBehalfOf: what.capacity?.onBehalfOf ?? null, role: what.capacity?.role ?? null, unit: what.capacity?.unitId ?? null },
    status: after.status,
    steps: after.steps.map(({ step, unitId, holderId }) => ({ step, unit: unitId, holder: holderId })),
    clock: { mode: clockMode(after), dueAt: instantOrNull(clock.dueAtMs), consumed: clock.consumed, budget: clock.budget, unit: clock.unit },
    procedure: after.procedureHash, calendar: `${after.calendarId}@${after.calendarVersion}`,
  }
}

/** How the clock stands, read from the clock itself. */
export function clockMode({ clock }: Pick<Dossier, 'clock'>): JournalEntry['clock']['mode'] {
  if (clock.startedAtMs === null) return 'notStarted'
  if (clock.endedAtMs !== null) return 'ended'
  return clock.runningSinceMs === null ? 'stopped' : 'runs'
}

type Commitments = readonly { readonly commitment: string; readonly clear: PersonalField }[]

function optional(after: Dossier, what: Happening, commitments: Commitments): Partial<JournalEntry> {
  const ready = after.resultReadyAtMs === what.atMs || what.isVerdict === true
  return {
    ...(after.code === null ? {} : { code: after.code }),
    ...(ready ? { timeliness: after.timeliness, daysLate: after.daysLate } : {}),
    ...(what.paper || what.form ? { paper: { form: what.form ?? null, number: what.paper?.number ?? null, on: what.paper?.on ?? null } } : {}),
    ...(what.deviation ? { deviation: what.deviation } : {}),
    ...(commitments.length > 0 ? { personal: Object.fromEntries(commitments.map((one) => [one.clear.field, one.commitment])) } : {}),
  }
}
