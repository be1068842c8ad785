/** Internal audits: planned, and moved by one event; each read, decided, kept, at most once for its key. */
import type { AdvanceAudit, Audit, AuditDecision, AuditFacts, AuditPlan, AuditView, IndependenceFacts } from '../../schemas/audit.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices } from '../../storage/notices.ts'
import type { Executor } from '../../storage/pool.ts'
import { independenceFacts, nextAuditNumber, readAudit, saveAudit } from '../../storage/quality/audits.ts'
import { addSheet, countUndecided } from '../../storage/quality/audit-sheets.ts'
import { toldOfUnit } from '../../storage/quality/nonconformities.ts'
import { clauseCatalogues } from '../../storage/seed/clauses.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { listUnits } from '../../storage/units.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { decideAudit, decideCreateAudit } from '../../workflows/audit/decide.ts'
import type { Deps } from '../deps.ts'
import { auditViewOf } from './audit-view.ts'
import { beginSheet, periodOf, reportFindings, uncheckedIn } from './audit-sheet.ts'
import { once, type Done } from './once.ts'

const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })

/** The facts about the independence of a team, for what the plan audits. */
const independenceOf = (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, plan: AuditPlan): Promise<IndependenceFacts> => {
  const { tenantId, zone, today } = reader
  const procedures = [...new Set([...plan.procedures, ...plan.team.flatMap((member) => member.procedures)])]
  return independenceFacts(deps.pool, tenantId, {
    accountIds: plan.team.map(({ accountId }) => accountId), unitIds: plan.unitIds, procedures, today, ...periodOf(plan, zone), dossierId: null,
  })
}

/** Units, people and question banks that are not there. @throws DomainError unit-unknown | user-unknown | invalid-request */
const checkKnown = async (deps: Pick<Deps, 'orm'>, { reader }: SignedInPerson, { unitIds, team, catalogue }: AuditPlan): Promise<void> => {
  if (clauseCatalogues().every(({ id }) => id !== catalogue)) throw new DomainError('invalid-request', { errors: [{ at: '/plan/catalogue', rule: 'known', message: 'không có bộ câu hỏi này', messageEn: 'there is no such question bank' }] })
  const em = deps.orm.em.fork()
  const units = new Set((await listUnits(em, reader.tenantId, reader.today)).map(({ id }) => id))
  if (unitIds.some((id) => !units.has(id))) throw new DomainError('unit-unknown', { at: '/plan/unitIds' })
  const ids = team.map(({ accountId }) => accountId)
  if ((await findAccounts(em, reader.tenantId, ids)).length < new Set(ids).size) throw new DomainError('user-unknown', { at: '/plan/team' })
}

/** Keeps a decision and tells those whom it concerns, in the caller's transaction. @throws DomainError stale-version */
const keepAudit = async (db: Executor, decision: AuditDecision, expected: number, { zone, nowMs }: { readonly zone: string; readonly nowMs: number }): Promise<void> => {
  const { audit, effects } = decision
  await saveAudit(db, decision, expected)
  const { tenantId, id, code, plan } = audit
  const told = await Promise.all(effects.map(async ({ kind, to }) => ({
    kind, accounts: 'accounts' in to ? to.accounts : await toldOfUnit(db, tenantId, plan.unitIds[0]!, { agency: to.agency, line: [] }, localDateOf(nowMs, zone)),
  })))
  await addNotices(db, tenantId, told.flatMap(({ kind, accounts }) => [...new Set(accounts)].map((accountId) => ({ accountId, dossierId: null, kind, payload: { auditId: id, code, title: plan.title.slice(0, 120) } }))), nowMs)
}

/** Plans an audit. @throws DomainError role-not-granted | unit-unknown | user-unknown | invalid-request | auditor-not-independent | idempotency-key-reused */
export const planAudit = async (deps: Deps, { person, key, plan }: { readonly person: SignedInPerson; readonly key: string; readonly plan: AuditPlan }): Promise<Done<AuditView>> =>
  once(deps, { person, key, request: { newAudit: plan } }, async (em) => {
    const { tenantId, zone } = person.reader
    const nowMs = deps.clock.nowMs()
    await checkKnown(deps, person, plan)
    const year = Number(localDateOf(nowMs, zone).slice(0, 4))
    const db = executorIn(em)
    const code = `ĐGNB-${year}-${String(await nextAuditNumber(db, tenantId, year)).padStart(4, '0')}`
    const decision = decideCreateAudit({ id: newId(), tenantId, code, plan }, { actor: actorOf(person), independence: await independenceOf(deps, person, plan), nowMs })
    await keepAudit(db, decision, 0, { zone, nowMs })
    return auditViewOf(decision.audit, zone)
  })

/** An audit that the person may see. @throws DomainError not-found, for unknown ones and for those of others alike */
export const findAudit = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, id: string): Promise<Audit> => {
  const audit = await readAudit(deps.pool, reader, id)
  if (audit === null) throw new DomainError('not-found')
  return audit
}

/** What an offer asks about an audit and the person. @throws DomainError not-found */
export const seatOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<Pick<AuditFacts, 'audit' | 'actor'>> => ({ audit: await findAudit(deps, person, id), actor: actorOf(person) })

/** One request on an audit. */
export interface AuditRequest<T> { readonly person: SignedInPerson; readonly id: string; readonly expectedVersion: number; readonly key: string; readonly body: T }

/** Carries out one event. @throws DomainError not-found | stale-version | unit-unknown | user-unknown | idempotency-key-reused, and what `decideAudit` refuses */
export const advanceAudit = async (deps: Deps, { person, id, expectedVersion, key, body }: AuditRequest<AdvanceAudit>): Promise<Done<AuditView>> =>
  once(deps, { person, key, request: { audit: id, version: expectedVersion, body } }, async (em) => {
    const { zone } = person.reader
    const nowMs = deps.clock.nowMs()
    const { audit, actor } = await seatOf(deps, person, id)
    if (audit.version !== expectedVersion) throw new DomainError('stale-version', { version: audit.version, expectedVersion })
    const plan = body.plan ?? { ...audit.plan, team: body.team ?? audit.plan.team }
    await checkKnown(deps, person, plan)
    const facts = { audit, actor, zone, independence: await independenceOf(deps, person, plan) }
    const db = executorIn(em)
    const work = body.type === 'START' ? await beginSheet(deps, person, audit, nowMs) : null
    const found = body.type === 'REPORT' ? await reportFindings(deps, db, person, audit, nowMs) : {}
    const undecided = body.type === 'CLOSE' ? await countUndecided(db, audit.tenantId, audit.nonconformityIds) : 0
    const decision = decideAudit(facts, { ...body, ...found, undecided, ...(work === null ? {} : { sheet: work.sheet }) }, nowMs)
    await keepAudit(db, decision, expectedVersion, { zone, nowMs })
    if (work === null) return auditViewOf(decision.audit, zone)
    await addSheet(db, audit.tenantId, audit.id, work.sheet, work.population)
    return { ...auditViewOf(decision.audit, zone), unchecked: await uncheckedIn(deps, person, decision.audit, work.sheet) }
  })
