/** Brings dossiers over HTTP to where they are wanted, by the right people, and tries events on them. */
import { newId } from '../../storage/ids.ts'
import type { Pool } from '../../storage/pool.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { Wire, type Answer } from '../support/wire.ts'
import type { TestAgency } from '../support/agency.ts'
import type { PathEvent } from './paths.ts'
import { Reading, type Situation, type Try } from './reading.ts'
import { everything, type StaffMember } from './staff.ts'

/** A dossier as the service last showed it, and what this side remembers of its way. */
export interface Standing extends Situation { readonly id: string; readonly version: number; readonly closed: boolean }

interface View {
  readonly id: string; readonly version: number; readonly closed: boolean
  readonly steps: readonly { readonly step: string; readonly holderId: string | null }[]
  readonly clock: { readonly dueAt: string | null; readonly apologies: number }
}

export interface Bench {
  readonly port: number
  readonly pool: Pool
  readonly agency: TestAgency
  readonly members: readonly StaffMember[]
}
/** What became of one try. */
export interface Tried { readonly what: Try; readonly expected: 'moves' | 'refused' | 'unseen' | 'ambiguous' | 'idle'; readonly answer: Answer; readonly fault: string | null }

const dayMs = 86_400_000

export class Driver {
  readonly #bench: Bench
  readonly #reading: Reading
  readonly #wire: Wire
  readonly #papers: readonly { code: string; originals: number; copies: number }[]

  constructor(bench: Bench, reading: Reading) {
    this.#bench = bench
    this.#reading = reading
    this.#wire = new Wire(bench.port)
    this.#papers = reading.definition.requiredPapers.map(({ code, originals, copies }) => ({ code, originals, copies }))
  }

  close(): void {
    this.#wire.close()
  }

  /** Files a new dossier. */
  async begin(): Promise<Standing> {
    const { agency: { units } } = this.#bench
    const body = {
      procedureCode: this.#reading.definition.code, channel: 'online', accept: false, applicant: { kind: 'citizen', name: 'Nguyễn Văn A' }, papers: this.#papers,
      receivingUnitId: units.DESK, responsibleUnitId: units.D1,
    }
    const answer = await this.#wire.send({ method: 'POST', path: '/api/v1/dossiers', token: this.#everybody().token, key: newId(), body: JSON.stringify(body) })
    if (answer.status !== 201) throw new Error(`${this.#reading.definition.code} cannot begin: ${answer.status} ${answer.body}`)
    return standingOf(JSON.parse(answer.body) as View, { counters: new Map(), doneBy: new Map() })
  }

  #everybody = (): StaffMember => this.#bench.members.find(({ userName }) => userName === everything)!

  /** One event of a path, by the first person who may. @throws Error when nobody may, or the service refuses */
  async take(standing: Standing, { event, step, choice }: PathEvent): Promise<Standing> {
    const found = this.#reading.transitionOf(step, { event, choice }, standing)
    const actor = [this.#everybody(), ...this.#bench.members].find((one) => found !== undefined && this.#reading.may(one, step, { event }, found.transition, standing))
    if (found === undefined || actor === undefined) throw new Error(`nobody may do ${event} at ${step}`)
    const answer = await this.#send(standing, standing.id, { event, step, choice, actor }, actor)
    if (answer.status !== 200) throw new Error(`${event} at ${step} by ${actor.userName}: ${answer.status} ${answer.body}`)
    const view = JSON.parse(answer.body) as View
    const doneBy = new Map(standing.doneBy)
    if (this.#reading.isWork(step, event, found.transition, view.steps.map((one) => one.step))) doneBy.set(step, new Set([...doneBy.get(step) ?? [], actor.accountId]))
    return standingOf(view, { counters: this.#reading.countersAfter(standing.counters, found.transition), doneBy })
  }

  #send(standing: Standing, id: string, { event, step, choice }: Try, actor: StaffMember): Promise<Answer> {
    const transition = step === null ? undefined : this.#reading.transitionOf(step, { event, choice }, standing)?.transition
    const body = {
      type: event, reason: 'Lý do để thử', paper: { number: '12/CV', on: '2024-05-06' }, papers: this.#papers,
      ...(transition !== undefined && this.#reading.names(transition, 'apologise') ? { newDueOn: newDueAfter(standing.dueAt) } : {}),
      ...(transition !== undefined && this.#reading.names(transition, 'assign')
        ? { assigneeId: this.#assigneeFor(standing, { event, step, choice })?.accountId ?? this.#everybody().accountId } : {}),
      ...(step === null ? {} : { step }), ...(choice === null ? {} : { choice }),
    }
    return this.#wire.send({
      method: 'POST', path: `/api/v1/dossiers/${id}/events`, token: actor.token, key: newId(), expected: standing.version, body: JSON.stringify(body),
    })
  }

  /** Somebody who may be given what the event assigns; undefined when it assigns nothing, or nobody may. */
  #assigneeFor(standing: Standing, { event, step, choice }: Pick<Try, 'event' | 'step' | 'choice'>): StaffMember | undefined {
    const found = step === null ? undefined : this.#reading.transitionOf(step, { event, choice }, standing)
    if (step === null || found === undefined || !this.#reading.names(found.transition, 'assign')) return undefined
    const targets = this.#reading.landingOf(found.source, found.transition) ?? [step]
    return [this.#everybody(), ...this.#bench.members].find((one) => targets.every((target) => this.#reading.mayHold(one, target, standing)))
  }

  /** Every event of the procedure with every role, at every step that offers it; of the standard events that it does not use, each once. */
  triesAt(standing: Standing, events: readonly string[]): (Try & { readonly actor: StaffMember })[] {
    const { members } = this.#bench
    const oneOfEach = members.filter(({ variant }) => variant === 'both')
    return events.flatMap((event) => {
      const steps = standing.closed ? [] : this.#reading.stepsOffering(event, standing.active)
      if (!this.#reading.events.includes(event)) return [{ event, step: null, choice: null, actor: this.#everybody() }]
      if (steps.length === 0) return oneOfEach.map((actor) => ({ event, step: null, choice: null, actor }))
      const ambiguous = steps.length > 1 ? [{ event, step: null, choice: null, actor: this.#everybody() }] : []
      return [...ambiguous, ...steps.flatMap((step) => this.#reading.choicesOf(event).flatMap((choice) => {
        const role = this.#roleFor(step, { event, choice }, standing)
        return members.filter((one) => one.variant === 'both' || one.variant === everything || one.role === role).map((actor) => ({ event, step, choice, actor }))
      }))]
    })
  }

  #roleFor(step: string, what: Pick<Try, 'event' | 'choice'>, standing: Standing): string | null {
    const found = this.#reading.transitionOf(step, what, standing)
    return this.#bench.members.find((one) => one.variant === 'both' && found !== undefined
      && this.#reading.may(one, step, what, found.transition, { ...standing, holderOf: new Map(), doneBy: new Map() }))?.role ?? null
  }

  /** What must come of a try, by the second reading. */
  expect(standing: Standing, { event, step, choice, actor }: Try): Tried['expected'] {
    if (!this.#reading.mayRead(actor, standing)) return 'unseen'
    if (standing.closed) return 'refused'
    if (step === null) return this.#reading.stepsOffering(event, standing.active).length > 1 ? 'ambiguous' : 'refused'
    const found = this.#reading.transitionOf(step, { event, choice }, standing)
    if (found === undefined || !this.#reading.may(actor, step, { event }, found.transition, standing)) return 'refused'
    if (choice !== null && !this.#reading.isChoice(found.transition, choice)) return 'idle'
    if (this.#reading.names(found.transition, 'assign') && this.#assigneeFor(standing, { event, step, choice }) === undefined) return 'refused'
    return this.#reading.names(found.transition, 'apologise') && standing.dueAt === null ? 'refused' : 'moves'
  }

  /** Tries what is refused on the dossier itself, and what moves each on a copy of its own. */
  async tryAll(standing: Standing, tries: readonly (Try & { readonly actor: StaffMember })[]): Promise<Tried[]> {
    const expected = tries.map((one) => this.expect(standing, one))
    const copies = await this.#copy(standing.id, expected.filter((one) => one === 'moves').length)
    const tried: Tried[] = []
    let next = 0
    for (const [at, what] of tries.entries()) {
      const answer = await this.#send(standing, expected[at] === 'moves' ? copies[next++]! : standing.id, what, what.actor)
      tried.push({ what, expected: expected[at]!, answer, fault: this.#faultOf(standing, what, expected[at]!, answer) })
    }
    await this.#checkJournals(standing, copies, tried)
    return tried
  }

  #faultOf(standing: Standing, what: Try, expected: Tried['expected'], answer: Answer): string | null {
    const told = `${what.event} at ${what.step ?? '-'}${what.choice === null ? '' : ` (${what.choice})`} by ${(what.actor as StaffMember).userName}: `
      + `${expected} expected, ${answer.status} ${answer.status === 200 ? '' : answer.body.slice(0, 200)}`
    if (expected === 'ambiguous' || expected === 'idle') return answer.status === 400 ? null : told
    if (expected === 'unseen') return answer.status === 404 ? null : told
    if (expected === 'refused') return answer.status === 403 || answer.status === 409 ? null : told
    if (answer.status !== 200 || answer.version !== standing.version + 1) return told
    const found = this.#reading.transitionOf(what.step!, what, standing)!
    const landing = this.#reading.landingOf(found.source, found.transition) ?? []
    const open = (JSON.parse(answer.body) as View).steps.map(({ step }) => step)
    return landing.every((leaf) => open.includes(leaf)) ? null : `${told}; open are ${open.join(', ')} and not ${landing.join(', ')}`
  }

  async #copy(id: string, count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId())
    if (count === 0) return ids
    await this.#bench.pool.query(`
      insert into dossier select c.*
        from dossier d, unnest($2::uuid[]) n, lateral jsonb_populate_record(d, jsonb_build_object(
          'id', n, 'code', d.code || '-' || n, 'body', d.body || jsonb_build_object('id', n, 'code', d.code || '-' || n))) c where d.id = $1::uuid`, [id, ids])
    for (const table of ['journal', 'open_step']) {
      await this.#bench.pool.query(`insert into ${table} select c.* from ${table} o, unnest($2::uuid[]) n,
        lateral jsonb_populate_record(o, jsonb_build_object('dossier_id', n)) c where o.dossier_id = $1::uuid`, [id, ids])
    }
    return ids
  }

  /** Every copy that moved has one more journal entry, of that event. */
  async #checkJournals({ version }: Standing, copies: readonly string[], tried: Tried[]): Promise<void> {
    const { rows } = await this.#bench.pool.query<{ event: string | null; entries: number }>(`
      select (select j.event from journal j where j.dossier_id = n and j.seq = $2::integer + 1) as event,
             (select count(*)::integer from journal j where j.dossier_id = n) as entries
        from unnest($1::uuid[]) with ordinality as u (n, at) order by at`, [copies, version])
    const moved = tried.filter(({ expected }) => expected === 'moves')
    rows.forEach(({ event, entries }, at) => {
      const { what, fault } = moved[at]!
      if (fault === null && (event !== what.event || entries !== version + 1)) tried.push({ ...moved[at]!, fault: `${what.event}: the journal has ${entries} entries, the last ${event}` })
    })
  }

  /** Everything that is kept of a dossier, as one text; but for what the jobs do by themselves each minute (next reminder, outbox). */
  async kept(id: string): Promise<string> {
    const { rows } = await this.#bench.pool.query<{ kept: string }>(`
      select (to_jsonb(d) - 'next_reminder_at')::text || coalesce((select string_agg(j::text, '' order by j.seq) from journal j where j.dossier_id = d.id), '')
        || coalesce((select string_agg(o::text, '' order by o.step) from open_step o where o.dossier_id = d.id), '') as kept from dossier d where d.id = $1`, [id])
    return rows[0]!.kept
  }
}

const standingOf = (view: View, memory: Pick<Situation, 'counters' | 'doneBy'>): Standing => ({
  ...memory, id: view.id, version: view.version, closed: view.closed, active: view.steps.map(({ step }) => step),
  holderOf: new Map(view.steps.map(({ step, holderId }) => [step, holderId])), dueAt: view.clock.dueAt, apologies: view.clock.apologies,
})

/** A Wednesday six weeks after the due date: late enough for every holiday of the calendar that is known to be worked. */
const newDueAfter = (dueAt: string | null): string => {
  const day = new Date((dueAt === null ? Date.now() : Date.parse(dueAt)) + 42 * dayMs)
  while (day.getUTCDay() !== 3) day.setTime(day.getTime() + dayMs)
  return day.toISOString().slice(0, 10)
}

/** The shipped definition, in force today: an ended revision gets a code of its own so that it can be received as well. */
export const inForceToday = (definition: ProcedureDefinition, all: readonly ProcedureDefinition[]): ProcedureDefinition => {
  const isNewest = all.every((other) => other.code !== definition.code || other.revision <= definition.revision)
  return { ...definition, validFrom: '2010-01-01', validTo: null, ...(isNewest ? {} : { code: `${definition.code}.${definition.revision}` }) }
}
