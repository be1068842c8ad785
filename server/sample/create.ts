/** Makes the sample agency with its year of dossiers, whole or not at all: one transaction, driven by the real rules. */
import type { Bilingual, Id, LocalDate } from '../../schemas/common.ts'
import type { ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { hasAccounts } from '../../storage/accounts.ts'
import { keepDossierNumbers } from '../../storage/decisions.ts'
import { addHistories, type History } from '../../storage/histories.ts'
import { idOfInstant } from '../../storage/ids.ts'
import type { Executor } from '../../storage/pool.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { lockTenants } from '../../storage/tenants.ts'
import { executorIn } from '../../storage/transaction.ts'
import { addDays, closeOfDate, isWorkingDay, localDateOf, prepare, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { dossierCode } from '../../workflows/dossier/code.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { hashNewPassword } from '../commands/new-password.ts'
import { makeAgency } from '../commands/set-up.ts'
import type { Deps } from '../deps.ts'
import { sampleCode, sampleName, samplePeople, sampleRoutes } from './agency.ts'
import { keepAudit } from './audit.ts'
import type { Crew } from './crew.ts'
import { keepDocuments } from './documents.ts'
import { live, wholeOf, type Birth, type Life, type Stage } from './life.ts'
import { keepObjectives } from './objectives.ts'
import { planSeason, type Errand, type UsedProcedure } from './plan.ts'
import { seeded, type Random } from './random.ts'
import { keepFacts } from './facts.ts'
import { enterRegisters } from './registers.ts'
import { workingDaysFrom } from './times.ts'
import { keepUpkeep } from './upkeep.ts'
import { keepVoices, type Served, servedOf } from './voices.ts'
import { applicantOf, subjectOf } from './words.ts'

/** Somebody of the sample who can sign in. */
export interface SampleAccount { readonly userName: string; readonly fullName: string; readonly duty: string; readonly password: string }
export interface SampleAgency { readonly name: Bilingual; readonly accounts: readonly SampleAccount[]; readonly dossiers: number; readonly events: number; readonly documents: number }

export interface SampleOptions {
  readonly nowMs: number
  /** A fresh password of at least twelve characters, for one account. */
  readonly password: () => string
  /** Puts the passwords where their people find them, before the agency is there: a crash cannot leave accounts that nobody can use. */
  readonly handOut: (accounts: readonly SampleAccount[]) => Promise<void>
}

/** One seed for all installations: the same day gives the same dossiers, under other identifiers and salts. */
const seed = 20_260_701
const yearDays = 365
/** So many days before its end the calendar is still sure to reach the due dates of short limits. */
const marginDays = 7

/**
 * The agency, its people and procedures, and about twelve hundred dossiers up to the close of the working day before today.
 * @throws DomainError setup-done when there is an agency already; password-too-weak
 */
export const createSampleAgency = async (deps: Pick<Deps, 'orm' | 'nonce' | 'objects'>, { nowMs, password, handOut }: SampleOptions): Promise<SampleAgency> => {
  const accounts = samplePeople.map(({ userName, fullName, duty }) => ({ userName, fullName, duty, password: password() }))
  const passwordHashes = await Promise.all(accounts.map((account) => hashNewPassword(account.password)))
  const calendar = prepare(seedCalendar('vn'))
  const period = periodOf(calendar, nowMs)
  return deps.orm.em.fork().transactional(async (em) => {
    await lockTenants(em)
    if (await hasAccounts(em)) throw new DomainError('setup-done')
    const tenant = await makeAgency(em, { code: sampleCode, name: sampleName, level: 'xa' }, nowMs)
    const crew = await enterRegisters(em, { tenant, ...period, lastDay: calendar.calendar.coversTo, passwordHashes, nowMs })
    const { served, ...kept } = await keepSeason(executorIn(em), { calendar, crew, period, nonce: deps.nonce })
    const documents = await keepDocuments({ db: executorIn(em), objects: deps.objects, calendar, crew, agencyName: sampleName.vi }, period)
    await keepFacts(em, { calendar, crew, period, nowMs })
    await keepUpkeep(em, { calendar, crew, period, nowMs })
    await keepObjectives(em, crew, { zone: calendar.calendar.zone, nowMs })
    await keepVoices(em, { calendar, crew, period, served })
    await keepAudit(em, { calendar, crew, period })
    await handOut(accounts)
    return { name: sampleName, accounts, ...kept, documents }
  })
}

/** The first and last day of the sample year; `lastOn` is a working day. */
export interface Period { readonly firstDay: LocalDate; readonly lastOn: LocalDate }

/** A year up to the last working day before today, within what the calendar knows. */
export const periodOf = (calendar: PreparedCalendar, nowMs: number): Period => {
  const { zone, coversFrom, coversTo } = calendar.calendar
  const sure = addDays(coversTo, -marginDays)
  const yesterday = addDays(localDateOf(nowMs, zone), -1)
  let lastOn = yesterday < sure ? yesterday : sure
  while (lastOn > coversFrom && !isWorkingDay(calendar, lastOn)) lastOn = addDays(lastOn, -1)
  const yearAgo = addDays(lastOn, -yearDays)
  return { lastOn, firstDay: yearAgo < coversFrom ? coversFrom : yearAgo }
}

/** The shipped revisions in force on a date, each made ready once. */
const procedureBook = (): ((code: string, on: LocalDate) => UsedProcedure | undefined) => {
  const ready = new Map<string, UsedProcedure>()
  return (code, on) => {
    const definition = shippedProcedures()
      .filter((one) => one.code === code && one.validFrom <= on && (one.validTo === null || on <= one.validTo))
      .sort((a, b) => b.revision - a.revision)[0]
    if (definition === undefined) return undefined
    const hash = hashOf(definition)
    const used = ready.get(hash) ?? { hash, definition, compiled: compile(definition) }
    ready.set(hash, used)
    return used
  }
}

export interface SeasonOptions { readonly calendar: PreparedCalendar; readonly crew: Crew; readonly period: Period; readonly nonce: () => string }

/** Every dossier of the period in the order of its code, as the rules decided it. */
export function* season({ calendar, crew, period, nonce }: SeasonOptions): Generator<Life> {
  const random = seeded(seed)
  const days = workingDaysFrom(calendar, period.firstDay, period.lastOn)
  const stage: Stage = { random, calendar, crew, nonce, endMs: closeOfDate(calendar, period.lastOn) }
  const numbers = new Map<LocalDate, number>()
  for (const errand of planSeason({ random, calendar, days, procedureOn: procedureBook() })) {
    const on = localDateOf(errand.decidedAtMs, calendar.calendar.zone)
    const number = (numbers.get(on) ?? 0) + 1
    const life = live(stage, errand, requestOf(random, errand), birthOf(crew, errand, dossierCode(sampleCode, on, number)))
    if (life === null) continue
    if (life.dossier.code !== null) numbers.set(on, number)
    yield life
  }
}

const birthOf = (crew: Crew, { procedure: { definition }, submittedAtMs }: Errand, code: string): Birth => {
  const responsibleUnitId = crew.unitIds.get(sampleRoutes.find(([procedure]) => procedure === definition.code)![1])!
  const receivingUnitId: Id = definition.kind === 'tthc' ? crew.unitIds.get('TTPVHCC')! : responsibleUnitId
  return { id: idOfInstant(submittedAtMs), code, responsibleUnitId, receivingUnitId }
}

const requestOf = (random: Random, { procedure: { definition }, channel }: Errand): ReceiveDossier => ({
  procedureCode: definition.code, channel, accept: channel !== 'online',
  applicant: definition.kind === 'tthc' ? applicantOf(random, definition.code === 'P8') : { kind: 'stateBody', name: sampleName.vi },
  subject: subjectOf(random, definition.title.vi),
  papers: definition.requiredPapers.filter(({ required }) => required || random.chance(0.5)).map(({ code, originals, copies }) => ({ code, originals, copies })),
})

/** Dossiers that go into one statement. */
const batchSize = 50

const keepSeason = async (db: Executor, options: SeasonOptions): Promise<{ dossiers: number; events: number; served: Served[] }> => {
  const { calendar, crew } = options
  const last = new Map<LocalDate, number>()
  const batch: History[] = []
  let dossiers = 0
  let events = 0
  const served: Served[] = []
  for (const life of season(options)) {
    batch.push(historyOf(calendar, life))
    if (batch.length === batchSize) await addHistories(db, batch.splice(0))
    dossiers += 1
    events += life.decisions.length
    served.push(...servedOf(life.dossier, calendar.calendar.zone))
    if (life.dossier.code !== null) {
      const on = localDateOf(life.errand.decidedAtMs, calendar.calendar.zone)
      last.set(on, (last.get(on) ?? 0) + 1)
    }
  }
  await addHistories(db, batch)
  await keepDossierNumbers(db, crew.tenantId, sampleCode, last)
  return { dossiers, events, served }
}

/** A life as it is kept: all that was decided as one decision. */
const historyOf = (calendar: PreparedCalendar, life: Life): History => ({
  decision: wholeOf(life), applicant: life.request.applicant, subject: life.request.subject ?? null, nextReminderAtMs: firstRungAt(calendar, life.dossier),
})
