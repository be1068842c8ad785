/** Enters a fact that reports cite, corrects it by a newer version, or takes it out; each leaves its trace in the journal of the registers. */
import type { EntityManager } from '@mikro-orm/core'
import type { ChangeKind } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import { factFigures, type Fact, type FactCorrection, type FactKind, type FactPerson, type FactWithdrawal, figuresOptional, type FigureName, issuerNeeded, type NewFact, stretchKinds, stretchNeeded, treatedKinds } from '../../schemas/fact.ts'
import type { Role } from '../../schemas/procedure.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { addFact, changeFact, factVersions, type FactBody } from '../../storage/facts.ts'
import { newId } from '../../storage/ids.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { statisticsNames } from '../../storage/statistics.ts'
import { executorIn } from '../../storage/transaction.ts'
import type { Deps } from '../deps.ts'
import { once, type Done } from './once.ts'
import type { Entry, EntryOn } from './change-register.ts'
import { derivedFigures, factFault as fault, peopleOfFact } from './fact-people.ts'

/** Who keeps the facts of reports: the ISO secretary and the quality manager. Source: QĐ 19/2014/QĐ-TTg (domain.md 1.6). */
export const factKeepers: readonly Role[] = ['isoSecretary', 'qualityManager']

type FactDeps = Pick<Deps, 'orm' | 'clock' | 'pool'>
type Stated = Omit<NewFact, 'kind'>

const checkFigures = (kind: FactKind, figures: NonNullable<NewFact['figures']>): void => {
  const stated: readonly FigureName[] = factFigures[kind]
  const wanted: readonly string[] = stated
  const missing = stated.find((name) => !(name in figures) && !figuresOptional.includes(name))
  if (missing !== undefined) throw fault(`/figures/${missing}`, 'thiếu số liệu của loại này', 'this kind states this figure too')
  const foreign = Object.keys(figures).find((name) => !wanted.includes(name))
  if (foreign !== undefined) throw fault(`/figures/${foreign}`, 'loại này không có số liệu này', 'this kind does not state this figure')
  const { plannedPercent = 0, donePercent = 0, climateRelevant = 0 } = figures
  const outside = (['likelihood', 'impact', 'residualLikelihood', 'residualImpact'] as const).find((name) => figures[name] !== undefined && (figures[name] < 1 || figures[name] > 5))
  if (outside !== undefined) throw fault(`/figures/${outside}`, 'ghi từ 1 đến 5', 'from 1 to 5')
  if (climateRelevant > 1) throw fault('/figures/climateRelevant', 'ghi 1 (có) hoặc 0 (không)', 'write 1 (yes) or 0 (no)')
  const year = (['year2008', 'year2015'] as const).find((name) => figures[name] !== undefined && (figures[name] < 2000 || figures[name] > 2200))
  if (year !== undefined) throw fault(`/figures/${year}`, 'ghi năm, ví dụ 2019; chưa áp dụng thì để trống', 'a year such as 2019; empty where it was never applied')
  if (plannedPercent > 100 || donePercent > 100) throw fault('/figures/donePercent', 'tỷ lệ không quá 100', 'a percentage is at most 100')
}

/** @throws DomainError invalid-request: of another kind, or days that run backwards */
const checkTreatment = (kind: FactKind, on: string, { dueOn, doneOn, reviewOn }: NonNullable<NewFact['treatment']>, today: string): void => {
  if (!treatedKinds.includes(kind)) throw fault('/treatment', 'chỉ rủi ro và cơ hội có cách xử lý', 'only risks and opportunities have a treatment')
  if (dueOn < on) throw fault('/treatment/dueOn', 'không được trước ngày văn bản', 'must not be before the day of the document')
  if (doneOn !== undefined && doneOn > today) throw fault('/treatment/doneOn', 'ngày chưa đến', 'this day is still to come')
  if (reviewOn !== undefined && reviewOn <= on) throw fault('/treatment/reviewOn', 'phải sau ngày văn bản', 'must be after the day of the document')
}

/** Whether the owner works here and the process is one of the agency's. @throws DomainError user-unknown | procedure-unknown */
const checkNames = async (deps: FactDeps, tenantId: string, treatment: NewFact['treatment']): Promise<void> => {
  if (treatment === undefined) return
  if ((await findAccounts(deps.orm.em.fork(), tenantId, [treatment.ownerId])).length === 0) throw new DomainError('user-unknown', { at: '/treatment/ownerId' })
  if (treatment.process !== undefined && !(await statisticsNames(deps.pool, tenantId)).procedures.has(treatment.process)) throw new DomainError('procedure-unknown', { at: '/treatment/process' })
}

/** What is stated as it is kept. @throws DomainError invalid-request: a day to come, a stretch that ends before it begins, figures of another kind */
const bodyOf = (kind: FactKind, { number, on, from, to, title, issuer, figures = {}, treatment }: Stated, { today, reason, people }: { readonly today: string; readonly reason: string | null; readonly people: readonly FactPerson[] }): FactBody => {
  const stated = to ?? from
  if (on > today || (stated !== undefined && stated > today && kind !== 'milestone')) throw fault('/on', 'ngày chưa đến', 'this day is still to come')
  if (stated !== undefined && !stretchKinds.includes(kind)) throw fault('/to', 'loại này không ghi khoảng thời gian', 'this kind states no stretch of days')
  if ((from === undefined) !== (to === undefined) || (stated === undefined && stretchNeeded.includes(kind))) throw fault('/to', 'ghi cả ngày đầu và ngày cuối', 'give both the first and the last day')
  if (from !== undefined && to !== undefined && from > to) throw new DomainError('dates-reversed', { validFrom: from, validTo: to })
  if (issuer === undefined && issuerNeeded.includes(kind)) throw fault('/issuer', 'ghi cơ quan đã yêu cầu báo cáo', 'name the agency that asked for the report')
  const stating = derivedFigures(kind, { figures, people, on })
  checkFigures(kind, stating)
  if (treatment !== undefined) checkTreatment(kind, on, treatment, today)
  return {
    kind, number: number.normalize('NFC'), on, from: from ?? null, to: to ?? null, title, issuer: issuer ?? null, figures: stating,
    ...(people.length === 0 ? {} : { people: [...people] }), ...(treatment === undefined ? {} : { treatment }), withdrawn: false, reason,
  }
}

/** Who enters it, and what day it is. */
interface Keeper { readonly tenantId: string; readonly accountId: string; readonly today: string }

const trace = (em: EntityManager, { tenantId, accountId }: Omit<Keeper, 'today'>, change: { readonly kind: ChangeKind; readonly fact: Fact }, nowMs: number): Promise<void> =>
  recordChange(em, tenantId, {
    actorId: accountId, kind: change.kind, subjects: [change.fact.id], decision: change.fact.number, details: { ...change.fact, name: change.fact.title },
  }, nowMs)

/** Keeps a new fact with its trace, in the caller's transaction. @throws DomainError invalid-request | dates-reversed | name-taken */
export const keepFact = async (em: EntityManager, { tenantId, accountId, today }: Keeper, body: NewFact, nowMs: number): Promise<Fact> => {
  const id = newId()
  const kept = bodyOf(body.kind, body, { today, reason: null, people: await peopleOfFact(em, tenantId, body.kind, body.people ?? []) })
  await addFact(executorIn(em), tenantId, id, kept, { accountId, nowMs })
  const fact: Fact = { ...kept, id, version: 1 }
  await trace(em, { tenantId, accountId }, { kind: 'fact.entered', fact }, nowMs)
  return fact
}

/** @throws DomainError invalid-request | dates-reversed | name-taken (also: the proposal was taken up before) | user-unknown | procedure-unknown | idempotency-key-reused */
export const enterFact = (deps: FactDeps, { person, key, body }: Entry<NewFact>): Promise<Done<Fact>> =>
  once(deps, { person, key, request: { fact: body } }, async (em) => {
    await checkNames(deps, person.reader.tenantId, body.treatment)
    return keepFact(em, person.reader, body, deps.clock.nowMs())
  })

const change = (deps: FactDeps, { person, key, id }: Omit<EntryOn<never>, 'body'>, asked: { readonly kind: ChangeKind; readonly version: number; readonly request: unknown }, next: (now: Fact, em: EntityManager) => FactBody | Promise<FactBody>, treatment?: NewFact['treatment']): Promise<Done<Fact>> =>
  once(deps, { person, key, request: { [asked.kind]: asked.request, id } }, async (em) => {
    const { tenantId, accountId } = person.reader
    const nowMs = deps.clock.nowMs()
    await checkNames(deps, tenantId, treatment)
    const [latest] = await factVersions(deps.pool, tenantId, id)
    if (latest === undefined) throw new DomainError('not-found')
    const body = await next(latest.fact, em)
    const version = await changeFact(executorIn(em), tenantId, { id, version: asked.version }, body, { accountId, nowMs })
    const fact: Fact = { ...body, id, version }
    await trace(em, { tenantId, accountId }, { kind: asked.kind, fact }, nowMs)
    return fact
  })

/** Who corrects a number says nothing about the treatment; what a risk was proposed by stays. */
const withTreatment = (stated: Stated, before: Fact['treatment']): Stated => {
  const { treatment = before } = stated
  if (treatment === undefined) return stated
  const { proposal: _, ...rest } = treatment
  return { ...stated, treatment: { ...rest, ...(before?.proposal === undefined ? {} : { proposal: before.proposal }) } }
}

/** @throws DomainError not-found | invalid-request | dates-reversed | user-unknown | procedure-unknown | stale-version | name-taken | idempotency-key-reused */
export const correctFact = (deps: FactDeps, { body, ...entry }: EntryOn<FactCorrection>): Promise<Done<Fact>> => {
  const { version, reason, ...stated } = body
  return change(deps, entry, { kind: 'fact.corrected', version, request: body }, async ({ kind, treatment }, em) => {
    const { tenantId, today } = entry.person.reader
    return bodyOf(kind, withTreatment(stated, treatment), { today, reason, people: await peopleOfFact(em, tenantId, kind, stated.people ?? []) })
  }, stated.treatment)
}

/** @throws DomainError not-found | stale-version | idempotency-key-reused */
export const withdrawFact = (deps: FactDeps, { body, ...entry }: EntryOn<FactWithdrawal>): Promise<Done<Fact>> =>
  change(deps, entry, { kind: 'fact.withdrawn', version: body.version, request: body }, ({ id: _, version: __, ...now }) => ({ ...now, withdrawn: true, reason: body.reason }))
