/** A small agency in memory, and dossiers driven through the real rules by its people at given local times. No database. */
import type { Id } from '../../schemas/common.ts'
import type { Actor, AdvanceDossier, ChainedEntry, Decision, Dossier, DossierFacts, HeldRole, PersonalField, ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition, Role } from '../../schemas/procedure.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { localDateOf, localTimeOf, parseInstant, prepare } from '../../workflows/calendar/index.ts'
import { actionsOf, type Action } from '../../workflows/dossier/actions.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { decideReceive } from '../../workflows/dossier/receive.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { definitionOf } from './procedures.ts'

/** A readable identifier of the right form. */
export const idOf = (n: number): Id => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

const names = ['tenant', 'agency', 'desk', 'department', 'other', 'dossier', 'lan', 'mai', 'hung', 'nam', 'binh', 'chi', 'dung', 'giang', 'khoa', 'son'] as const
type Name = (typeof names)[number]
/** Identifiers of the agency, its units and its people. */
export const ids = Object.fromEntries(names.map((name, index) => [name, idOf(index + 1)])) as Record<Name, Id>

const held = (role: Role, unitId: Id, onBehalfOf: Id | null = null): HeldRole => ({ role, unitId, onBehalfOf })
/** A person with these roles, each as role and unit, and for a substitution the absent person. */
export const person = (name: Name, ...roles: (readonly [Role, Name] | readonly [Role, Name, Name])[]): Actor => ({
  accountId: ids[name], roles: roles.map(([role, unit, absent]) => held(role, ids[unit], absent === undefined ? null : ids[absent])),
})

/** Two receptionists at the desk, a head with two specialists in the department and one in another, two leaders, a clerk, an accountant. */
export const staff = {
  lan: person('lan', ['receptionist', 'desk']), mai: person('mai', ['receptionist', 'desk']),
  hung: person('hung', ['unitHead', 'department']), nam: person('nam', ['specialist', 'department']), binh: person('binh', ['specialist', 'department']),
  chi: person('chi', ['specialist', 'other']), dung: person('dung', ['agencyLeader', 'agency']), giang: person('giang', ['agencyLeader', 'agency']),
  khoa: person('khoa', ['recordsClerk', 'agency']), son: person('son', ['accountant', 'agency']),
}

/** The rules of a definition under the built-in calendar. */
export const rulesFor = (definition: ProcedureDefinition): Rules => ({ compiled: compile(definition), calendar: prepare(seedCalendar('vn')) })

/** An instant of the agency's local time. */
export const at = (local: string): number => parseInstant(local, 'Asia/Ho_Chi_Minh')

/** All the papers that a procedure requires. */
export const papersOf = (definition: ProcedureDefinition): ReceiveDossier['papers'] =>
  definition.requiredPapers.map(({ code, originals, copies }) => ({ code, originals, copies }))

/** A dossier with the journal that it has so far. */
export interface Case { readonly rules: Rules; readonly dossier: Dossier; readonly entries: readonly ChainedEntry[]; readonly personal: readonly PersonalField[]; readonly last: Decision }

const lines = { receivingLine: [ids.desk, ids.agency], responsibleLine: [ids.department, ids.agency] }

/** What the rules are told when `actor` wants something of the dossier. */
export const factsOf = (dossier: Dossier, actor: Actor, assignee: Actor | null = null): DossierFacts => ({ dossier, actor, ...lines, assignee })

const requestOf = (definition: ProcedureDefinition, more: Partial<ReceiveDossier>): ReceiveDossier => ({
  procedureCode: definition.code, channel: 'direct', accept: true, papers: papersOf(definition),
  applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu', phone: '0900 000 001' }, ...more,
})

/** A dossier received at a local time; at the desk by Lan unless said otherwise. */
export const receive = (rules: Rules, local: string, more: Partial<ReceiveDossier> & { by?: Actor; code?: string } = {}): Case => {
  const { by = staff.lan, code = 'H99.01-210506-0001', ...request } = more
  const made = { id: ids.dossier, tenantId: ids.tenant, procedureHash: hashOf(rules.compiled.definition), receivingUnitId: ids.desk, responsibleUnitId: ids.department }
  const decision = decideReceive(rules, made, { actor: by, ...lines }, {
    request: requestOf(rules.compiled.definition, request), nowMs: at(local), nonce: 'nonce', code: request.accept === false ? null : code,
  })
  return { rules, dossier: decision.dossier, entries: decision.entries, personal: decision.personal, last: decision }
}

/** Who, what, when (local time), and what goes with it. */
export type Act = readonly [actor: Actor, type: string, local: string, more?: Partial<AdvanceDossier> & { to?: Actor; code?: string }]

/** The case after one event. Throws the refusal. */
export const act = (one: Case, [actor, type, local, more = {}]: Act): Case => {
  const { to, code, ...event } = more
  const body: AdvanceDossier = { type, ...event, ...(to === undefined ? {} : { assigneeId: to.accountId }) }
  const decision = decideAdvance(one.rules, factsOf(one.dossier, actor, to ?? null), { event: body, nowMs: at(local), nonce: `nonce-${one.dossier.version}`, ...(code === undefined ? {} : { code }) })
  return {
    rules: one.rules, dossier: decision.dossier, last: decision,
    entries: [...one.entries, ...decision.entries], personal: [...one.personal, ...decision.personal],
  }
}

/** The case after several events in turn. */
export const acts = (one: Case, ...all: readonly Act[]): Case => all.reduce(act, one)

/** The refusal of an event. Throws when it is not refused. */
export const refusalOf = (one: Case, tried: Act): DomainError => {
  try {
    act(one, tried)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error(`${tried[1]} was not refused`)
}

/** What `actionsOf` tells this person. */
export const actionsFor = (one: Case, actor: Actor): Action[] => actionsOf(one.rules, factsOf(one.dossier, actor))

/** The local time of an instant, to the minute; null stays null. */
export const local = (ms: number | null): string | null =>
  ms === null ? null : `${localDateOf(ms, 'Asia/Ho_Chi_Minh')}T${localTimeOf(ms, 'Asia/Ho_Chi_Minh')}`

/** Two strands that can wait for two different things, then one signature. */
export const strands = definitionOf({
  both: {
    type: 'parallel', onDone: 'sign', states: {
      legal: { initial: 'check', states: {
        check: { on: { STEP_DONE: 'ok', REQUEST_SUPPLEMENT: 'wait' } },
        wait: { meta: { status: 5, role: 'receptionist', place: 'receiving' }, on: { SUPPLEMENT_RECEIVED: 'check' } },
        ok: { type: 'final' },
      } },
      money: { initial: 'pay', states: {
        pay: { meta: { role: 'accountant', place: 'agency' }, on: { STEP_DONE: 'paid', REQUEST_PAYMENT: 'wait' } },
        wait: { meta: { status: 6, role: 'accountant', place: 'agency' }, on: { PAYMENT_CONFIRMED: 'pay' } },
        paid: { type: 'final' },
      } },
    },
  },
  sign: { on: { RESULT_SIGNED: 'ready' } },
  ready: { type: 'final', meta: { status: 9 } },
}, { limit: { unit: 'workingDay', amount: 5 } })

/** A same-day service that may turn out to need five working days. */
export const special = definitionOf({
  check: { on: { STEP_DONE: 'ready', VERIFY: { target: 'verify', actions: { type: 'useLimit', params: { variant: 'verification' } } } } },
  verify: { on: { STEP_DONE: 'ready' } },
  ready: { meta: { status: 9 }, on: { RESULT_DELIVERED: 'end' } },
  end: { type: 'final', meta: { status: 10 } },
}, {
  limit: { unit: 'sameDay', amount: 1 }, events: { VERIFY: { name: { vi: 'Xác minh', en: 'Verify' } } },
  limitVariants: { verification: { limit: { unit: 'workingDay', amount: 5 }, ground: 'Luật Hộ tịch 2014 điều 18' } },
})
