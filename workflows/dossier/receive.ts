/** Decides how a dossier begins: filed online (status 1, no code), accepted at the desk (code, receipt, clock), or started inside the agency. */
import type { Id } from '../../schemas/common.ts'
import type { Decision, Dossier, DossierFacts, ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { localDateOf } from '../calendar/index.ts'
import { chainStart } from '../evidence/chain.ts'
import { begin, offers, type Move } from '../procedure/run.ts'
import { decideAdvance } from './advance.ts'
import { isWithoutCode } from './code.ts'
import { capacities, lineOf, type Capacity } from './authority.ts'
import { effectsOf } from './effects.ts'
import { record, type Happening } from './entry.ts'
import { holdingsAfter } from './holdings.ts'
import { afterMove, unstartedClock, type Rules } from './lifecycle.ts'

/** Identity and surroundings of the dossier to be: made or looked up by the caller. */
export interface NewDossier {
  readonly id: Id
  readonly tenantId: Id
  readonly procedureHash: string
  readonly receivingUnitId: Id
  readonly responsibleUnitId: Id
}

export interface ReceiveInput {
  readonly request: ReceiveDossier
  readonly nowMs: number
  readonly nonce: string
  /** Allotted in this transaction; null, and not looked at, for one that is only filed. */
  readonly code: string | null
}

type People = Pick<DossierFacts, 'actor' | 'receivingLine' | 'responsibleLine'>

/**
 * The first decision on a dossier. The procedure must be in force on the agency-local day of receipt.
 * @throws DomainError procedure-not-effective | role-not-granted | papers-incomplete | calendar-not-covered
 */
export function decideReceive(rules: Rules, made: NewDossier, people: People, input: ReceiveInput): Decision {
  const { definition } = rules.compiled
  inForce(rules, input.nowMs)
  const move = begin(rules.compiled)
  const blank = blankDossier(rules, made, input, move)
  const first = afterMove(rules, blank, move, { atMs: input.nowMs, newDueOn: null })
  const capacity = mayStart(people, rules, move)
  const hand = { atMs: input.nowMs, step: '', assigneeId: null, actorId: people.actor.accountId }
  const waits = definition.kind === 'tthc' && isWithoutCode(first.status)
  const started: Dossier = { ...first, ...holdingsAfter(rules, blank, move, hand), code: waits ? null : input.code }
  if (definition.kind === 'tthc' && input.request.accept) return accepted(rules, started, people, input)
  const what: Happening = {
    event: definition.kind === 'tthc' ? 'SUBMIT' : 'START', step: null, atMs: input.nowMs, recordedAtMs: input.nowMs,
    accountId: people.actor.accountId, capacity, nonce: input.nonce, personal: personalOf(input.request),
  }
  const { dossier, entry, personal } = record(started, what)
  return { dossier, entries: [entry], personal, effects: effectsOf({ event: what.event, before: blank, after: dossier, move, form: null, actorId: people.actor.accountId, capacity }) }
}

/** At the desk, filing and accepting are one event: the machine takes ACCEPT from its start, and the journal begins with it. */
function accepted(rules: Rules, started: Dossier, people: People, input: ReceiveInput): Decision {
  if (input.code === null) throw new Error('a dossier accepted at once needs its code')
  const event = { type: 'ACCEPT', papers: input.request.papers }
  const facts: DossierFacts = { ...people, dossier: started, assignee: null }
  return decideAdvance(rules, facts, { event, nowMs: input.nowMs, nonce: input.nonce, code: input.code, personal: personalOf(input.request) })
}

function inForce(rules: Rules, nowMs: number): void {
  const { code, validFrom, validTo } = rules.compiled.definition
  const on = localDateOf(nowMs, rules.calendar.calendar.zone)
  if (on < validFrom || (validTo !== null && on > validTo)) throw new DomainError('procedure-not-effective', { procedure: code, on, validFrom, validTo })
}

/** Whoever may do the first step may begin it: the desk for a public service, the first step's role inside the agency. */
function mayStart(people: People, rules: Rules, move: Move): Capacity {
  const wanted = offers(rules.compiled, move.state).map(({ role, place }) => ({ role, place }))
  const held = wanted.flatMap(({ role, place }) => (role === null ? [] : capacities(people.actor, role, place, lineOf(people, place))))
  if (held[0] === undefined) throw new DomainError('role-not-granted', { event: 'START', anyOf: [...new Set(wanted.map((one) => one.role))] })
  return held[0]
}

function blankDossier(rules: Rules, made: NewDossier, { request, nowMs }: ReceiveInput, move: Move): Dossier {
  const { definition } = rules.compiled
  const { calendar } = rules.calendar
  return {
    ...made, code: null, version: 0, procedureCode: definition.code, calendarId: calendar.id, calendarVersion: calendar.version,
    channel: request.channel, status: 1, state: move.state, done: false, steps: [], holders: {}, doneBy: {}, clock: unstartedClock(definition),
    limitVariant: null, papers: request.papers, submittedAtMs: nowMs, receivedAtMs: null, resultReadyAtMs: null, deliveredAtMs: null,
    closedAtMs: null, lastEventAtMs: nowMs, timeliness: null, daysLate: null, timelinessVsOriginal: null, timelinessRule: null,
    journalSeq: 0, journalHash: chainStart,
  }
}

/** The personal texts of a filing, each a field of its own so that one can be erased without the others. */
const personalOf = ({ applicant, subject }: ReceiveDossier): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(applicant).filter((pair): pair is [string, string] => pair[0] !== 'kind' && typeof pair[1] === 'string')),
  ...(subject === undefined ? {} : { subject }),
})
