/** Dossiers with their whole past, driven through the real rules and kept as the service keeps them: for tests of figures that need many. */
import type { AdvanceDossier, ChainedEntry, Channel, Dossier } from '../../schemas/dossier.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { addHistories, type History } from '../../storage/histories.ts'
import { newId } from '../../storage/ids.ts'
import type { Pool } from '../../storage/pool.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { prepare } from '../../workflows/calendar/index.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { decideReceive } from '../../workflows/dossier/receive.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { idOf } from './dossiers.ts'
import { definitionOf } from './procedures.ts'

/** A service of five working days that can wait for papers, be withdrawn, be signed and be handed out. */
export const service = (code: string, field: string, more: Partial<ProcedureDefinition> = {}): ProcedureDefinition => definitionOf({
  desk: { meta: { status: 1, role: 'receptionist' }, on: { ACCEPT: 'check' } },
  check: {
    meta: { status: 4, role: 'specialist' },
    on: {
      RESULT_SIGNED: 'ready', REQUEST_SUPPLEMENT: 'wait', WITHDRAW: 'gone',
      APOLOGY_ISSUED: { target: 'check', reenter: true, guard: 'noApologyYet', actions: 'apologise' },
    },
  },
  wait: { meta: { status: 5, role: 'specialist', stopGround: 'NĐ 61/2018/NĐ-CP', paper: '02' }, on: { SUPPLEMENT_RECEIVED: 'check', WITHDRAW: 'gone' } },
  ready: { meta: { status: 9, role: 'specialist' }, on: { RESULT_DELIVERED: 'end' } },
  gone: { type: 'final', meta: { status: 7 } }, end: { type: 'final', meta: { status: 10 } },
}, { code, kind: 'tthc', field: { code: field, name: { vi: field, en: field } }, limit: { unit: 'workingDay', amount: 5 }, validFrom: '2010-01-01', ...more })

/** The built-in calendar under the name that test agencies give theirs. */
export const seedRules = (definition: ProcedureDefinition): Rules => ({ compiled: compile(definition), calendar: prepare({ ...seedCalendar('vn'), id: 'test' }) })

/** A dossier so far: what the rules have made of it. */
export interface Course { readonly rules: Rules; readonly dossier: Dossier; readonly entries: readonly ChainedEntry[] }

const actor = { accountId: idOf(900), roles: [{ role: 'specialist' as const, unitId: idOf(0), onBehalfOf: null }, { role: 'receptionist' as const, unitId: idOf(0), onBehalfOf: null }] }
const inUnit = (unitId: string) => ({ ...actor, roles: actor.roles.map((held) => ({ ...held, unitId })) })

/** Where and by what way it is received. */
export interface Reception { readonly tenantId: string; readonly unitId: string; readonly channel: Channel; readonly code: string }

/** A dossier received at an instant. */
export const begin = (rules: Rules, { tenantId, unitId, channel, code }: Reception, atMs: number): Course => {
  const made = { id: newId(), tenantId, procedureHash: hashOf(rules.compiled.definition), receivingUnitId: unitId, responsibleUnitId: unitId }
  const lines = { receivingLine: [unitId], responsibleLine: [unitId] }
  const request = { procedureCode: rules.compiled.definition.code, channel, accept: true, papers: [], applicant: { kind: 'citizen' as const, name: 'Nguyễn Văn Mẫu' } }
  const decision = decideReceive(rules, made, { actor: inUnit(unitId), ...lines }, { request, nowMs: atMs, nonce: made.id, code })
  return { rules, dossier: decision.dossier, entries: decision.entries }
}

/** The dossier after one event at an instant. Throws the refusal. */
export const move = ({ rules, dossier, entries }: Course, event: AdvanceDossier, atMs: number): Course => {
  const unit = dossier.responsibleUnitId
  const facts = { dossier, actor: inUnit(unit), receivingLine: [unit], responsibleLine: [unit], assignee: null }
  const decision = decideAdvance(rules, facts, { event: { reason: 'Lý do', paper: { number: '1/TB', on: '2021-01-04' }, ...event }, nowMs: atMs, nonce: `${dossier.id}-${dossier.version}` })
  return { rules, dossier: decision.dossier, entries: [...entries, ...decision.entries] }
}

const historyOf = ({ dossier, entries }: Course): History => ({
  decision: { dossier, entries, personal: [], effects: [] }, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu' }, subject: null, nextReminderAtMs: null,
})

/** Keeps them all. */
export const keepAll = async (pool: Pool, courses: readonly Course[]): Promise<void> => {
  for (let first = 0; first < courses.length; first += 250) await addHistories(pool, courses.slice(first, first + 250).map(historyOf))
}
