/** What an audit looks at: frozen when it begins, recorded line by line, turned into nonconformities when it is reported. */
import type { Audit } from '../../schemas/audit.ts'
import type { AuditLine, AuditSheet, LineView, NewQuestion, OwnQuestion, PopulationLine, RecordLine, SheetLine, SheetView, UncheckedLine } from '../../schemas/audit-sheet.ts'
import { DomainError } from '../../schemas/errors.ts'
import { keepInspection } from '../../storage/documents/texts.ts'
import { addObject } from '../../storage/objects/rows.ts'
import type { Executor } from '../../storage/pool.ts'
import { addQuestion, dossiersCoded, endQuestion, lockAudit, ownQuestions, readLines, readPopulation, readSheet, saveLine } from '../../storage/quality/audit-sheets.ts'
import { independenceBySample, independenceFacts, readAudit } from '../../storage/quality/audits.ts'
import { clauseCatalogues } from '../../storage/seed/clauses.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { mayAudit, mayPlan } from '../../workflows/audit/authority.ts'
import { codesOfFindings, decideRecord, findingsOf, freeze, linesOf, type RecordFacts, uncheckedOf } from '../../workflows/audit/checklist.ts'
import { addDays, formatInstant, startOfDateMs } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { storeUpload, type Upload } from './attach-file.ts'
import { enterNonconformities } from './enter-nonconformities.ts'
import { once, type Done } from './once.ts'

/** More dossiers than an audit draws a sample from. */
const populationMost = 200_000

const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })
/** The audited period as instants; the end is left out. */
export const periodOf = ({ periodFrom, periodTo }: Audit['plan'], zone: string): { readonly fromMs: number; readonly endMs: number } => ({ fromMs: startOfDateMs(periodFrom, zone), endMs: startOfDateMs(addDays(periodTo, 1), zone) })

/** What the audit will look at, frozen now. @throws DomainError period-too-long */
export const beginSheet = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, { plan }: Audit, nowMs: number): Promise<{ readonly sheet: AuditSheet; readonly population: readonly PopulationLine[] }> => {
  const bank = clauseCatalogues().find(({ id }) => id === plan.catalogue)
  if (bank === undefined) throw new Error(`a plan names a question bank that is gone: ${plan.catalogue}`)
  const population = await readPopulation(deps.pool, reader.tenantId, { unitIds: plan.unitIds, procedures: plan.procedures, ...periodOf(plan, reader.zone), nowMs, limit: populationMost + 1 })
  if (population.length > populationMost) throw new DomainError('period-too-long', { most: populationMost })
  return freeze({ plan, bank, own: await ownQuestions(deps.pool, reader.tenantId), population, nowMs, today: reader.today })
}

/** Dossiers of a sample that nobody of the team may check. */
export const uncheckedIn = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, audit: Audit, sheet: AuditSheet): Promise<UncheckedLine[]> => {
  const factsOf = await independenceBySample(deps.pool, reader.tenantId, {
    accountIds: audit.plan.team.map(({ accountId }) => accountId), dossierIds: sheet.dossiers.map(({ id }) => id), today: reader.today, ...periodOf(audit.plan, reader.zone),
  })
  return uncheckedOf(audit, linesOf(audit.plan, sheet), factsOf)
}

/** The same of an audit: as its sample was drawn, and before that, for whoever may begin it, as it would be drawn now. @throws DomainError not-found | role-not-granted */
export const uncheckedDossiers = async (deps: Pick<Deps, 'pool' | 'clock'>, person: SignedInPerson, id: string): Promise<UncheckedLine[]> => {
  const audit = await readAudit(deps.pool, person.reader, id)
  if (audit === null) throw new DomainError('not-found')
  const sheet = await readSheet(deps.pool, person.reader.tenantId, id)
  const may = mayAudit({ audit, actor: actorOf(person) }, 'START')
  if (sheet === null && may instanceof DomainError) throw may
  return uncheckedIn(deps, person, audit, sheet ?? (await beginSheet(deps, person, audit, deps.clock.nowMs())).sheet)
}

/** Enters what was found as nonconformities, in the caller's transaction. @throws DomainError not-found */
export const reportFindings = async (deps: Pick<Deps, 'pool'>, db: Executor, { reader }: SignedInPerson, audit: Audit, nowMs: number): Promise<{ readonly nonconformityIds: readonly string[]; readonly late: number }> => {
  const { tenantId, zone, accountId, roles } = reader
  await lockAudit(db, tenantId, audit.id)
  const lines = await readLines(db, tenantId, audit.id)
  const found = findingsOf(audit, lines, { zone, ids: await dossiersCoded(deps.pool, reader, codesOfFindings(lines)) })
  const role = roles[0]?.role
  if (role === undefined) throw new DomainError('role-not-granted', { event: 'REPORT', roles: [] })
  const entered = found.length === 0 ? [] : await enterNonconformities(db, found, { tenantId, zone, nowMs, by: { accountId, capacity: { role, onBehalfOf: null } } })
  return { nonconformityIds: entered.map(({ id }) => id), late: (await readSheet(db, tenantId, audit.id))?.lateCount ?? 0 }
}

interface Sheet { readonly audit: Audit; readonly sheet: AuditSheet; readonly lines: readonly SheetLine[] }

/** An audit that began, with its lines. @throws DomainError not-found, also before it began */
const begun = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, id: string): Promise<Sheet> => {
  const audit = await readAudit(deps.pool, reader, id)
  const sheet = audit === null ? null : await readSheet(deps.pool, reader.tenantId, id)
  if (audit === null || sheet === null) throw new DomainError('not-found')
  return { audit, sheet, lines: linesOf(audit.plan, sheet) }
}

/** A line with what was recorded about it, or nothing yet. */
const lineViewOf = (zone: string, { key, clause, unitId, about, dossier }: SheetLine, known: AuditLine | null): LineView => ({
  key, version: known?.version ?? 0, clause: known?.clause ?? clause, unitId, about, dossierCode: dossier?.code ?? null, outcome: dossier?.outcome ?? null, result: known?.result ?? 'notLooked', note: known?.note ?? null,
  evidence: known?.evidence ?? [], by: known?.by ?? null, at: known === null ? null : formatInstant(known.atMs, zone),
})

/** The whole checklist as it stands. @throws DomainError not-found */
export const sheetOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<{ readonly audit: Audit; readonly lines: readonly SheetLine[]; readonly view: SheetView; readonly lateCount: number }> => {
  const { audit, sheet, lines } = await begun(deps, person, id)
  const { tenantId, zone } = person.reader
  const known = new Map((await readLines(deps.pool, tenantId, id)).map((line) => [line.key, line]))
  return { audit, lines, lateCount: sheet.lateCount, view: { frozenAt: formatInstant(sheet.frozenAtMs, zone), seed: sheet.seed, drawn: sheet.drawn, lines: lines.map((line) => lineViewOf(zone, line, known.get(line.key) ?? null)) } }
}

/** One recording. `expected`: the version of the line that was read, 0 for none. */
export interface Recording<T> { readonly person: SignedInPerson; readonly id: string; readonly lineKey: string; readonly expected: number; readonly key: string; readonly body: T }

const lineNamed = (lines: readonly SheetLine[], key: string): SheetLine => {
  const line = lines.find((one) => one.key === key)
  if (line === undefined) throw new DomainError('not-found')
  return line
}

/** The facts about one line with the audit in hand. @throws DomainError not-found | stale-version with the line as it is now */
const factsOf = async (deps: Pick<Deps, 'pool'>, db: Executor, { person, id, lineKey, expected }: Omit<Recording<unknown>, 'key' | 'body'>): Promise<RecordFacts> => {
  const { reader } = person
  const { audit, lines } = await begun(deps, person, id)
  const line = lineNamed(lines, lineKey)
  const head = await lockAudit(db, reader.tenantId, id)
  const known = (await readLines(db, reader.tenantId, id, lineKey))[0] ?? null
  if ((known?.version ?? 0) !== expected) throw new DomainError('stale-version', { version: known?.version ?? 0, expectedVersion: expected, line: lineViewOf(reader.zone, line, known) })
  const independence = await independenceFacts(deps.pool, reader.tenantId, {
    accountIds: [reader.accountId], unitIds: [line.unitId, ...(line.dossier === null ? [] : [line.dossier.unitId])], procedures: line.dossier === null ? audit.plan.procedures : [], today: reader.today,
    ...periodOf(audit.plan, reader.zone), dossierId: line.dossier?.id ?? null,
  })
  return { audit: { ...audit, state: head.state as Audit['state'] }, actor: actorOf(person), independence, line, known, head }
}

const keep = async (db: Executor, person: SignedInPerson, facts: RecordFacts, input: Parameters<typeof decideRecord>[1], nowMs: number): Promise<LineView> => {
  const { line, entry } = decideRecord(facts, input, nowMs)
  await saveLine(db, person.reader.tenantId, facts.audit.id, line, { seq: entry.entry.seq, canonical: entry.canonical, hash: entry.hash })
  return lineViewOf(person.reader.zone, facts.line, line)
}

/** Records a line. @throws DomainError not-found | stale-version | idempotency-key-reused, and what `decideRecord` refuses */
export const recordLine = async (deps: Deps, recording: Recording<RecordLine>): Promise<Done<LineView>> => {
  const { person, id, lineKey, expected, key, body } = recording
  return once(deps, { person, key, request: { audit: id, line: lineKey, version: expected, body } }, async (em) => {
    const db = executorIn(em)
    return keep(db, person, await factsOf(deps, db, recording), body, deps.clock.nowMs())
  })
}

/** Adds a file to a line; what was recorded stays. @throws DomainError of a file, and as `recordLine` */
export const attachToLine = async (deps: Deps, recording: Recording<Upload>): Promise<Done<LineView>> => {
  const { person, id, lineKey, expected, key, body } = recording
  const { stored, file, inspection } = await storeUpload(deps, person.reader.tenantId, body)
  return once(deps, { person, key, request: { audit: id, file: lineKey, version: expected, sha256: file.sha256, name: file.name } }, async (em) => {
    const [db, nowMs, { tenantId, accountId }] = [executorIn(em), deps.clock.nowMs(), person.reader]
    const facts = await factsOf(deps, db, recording)
    await addObject(db, tenantId, { stored, contentType: file.mediaType, fileName: file.name, createdBy: accountId, nowMs })
    await keepInspection(db, tenantId, stored.id, inspection, nowMs)
    const { result = 'notLooked', clause, note, evidence = [] } = facts.known ?? {}
    return keep(db, person, facts, { result, ...(clause === undefined ? {} : { clause }), ...(note === undefined || note === null ? {} : { note }), evidence: evidence.flatMap((one) => ('file' in one ? [] : [one])), file: { file } }, nowMs)
  })
}

/** A question of the agency's own, asked from today on. @throws DomainError role-not-granted | idempotency-key-reused */
export const askQuestion = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewQuestion }): Promise<Done<OwnQuestion>> =>
  once(deps, { person, key, request: { newQuestion: body } }, async (em) => {
    mayPlan(actorOf(person))
    const { tenantId, accountId, today } = person.reader
    return addQuestion(executorIn(em), tenantId, body, { from: today, accountId })
  })

/** Ends a question: audits that begin later do not ask it. @throws DomainError role-not-granted | not-found | idempotency-key-reused */
export const dropQuestion = async (deps: Deps, { person, key, id }: { readonly person: SignedInPerson; readonly key: string; readonly id: string }): Promise<Done<{ readonly id: string }>> =>
  once(deps, { person, key, request: { endQuestion: id } }, async (em) => {
    mayPlan(actorOf(person))
    await endQuestion(executorIn(em), person.reader.tenantId, id, addDays(person.reader.today, -1))
    return { id }
  })
