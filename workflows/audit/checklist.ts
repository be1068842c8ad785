/** The checklist of an audit: what is frozen when it begins, what its lines are, who may record one, and what of it is a finding. Pure. */
import type { Audit, AuditEntry, AuditPlan, ChainedAuditEntry, IndependenceFacts, TeamMember, Violation } from '../../schemas/audit.ts'
import type { AuditLine, AuditSheet, ClauseCatalogue, LineEvidence, OwnQuestion, PopulationLine, RecordLine, SampledDossier, SheetLine, UncheckedLine } from '../../schemas/audit-sheet.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { FoundNonconformity } from '../../schemas/nonconformity.ts'
import { formatInstant, localDateOf } from '../calendar/index.ts'
import { chain } from '../evidence/chain.ts'
import { asMember } from './authority.ts'
import { violationsOf } from './independence.ts'
import { drawSample } from './sample.ts'

/** Clauses of dossiers of the sample: providing the service; what became of a late one. Whoever records may name another. */
const dossierClause = '8.5'
const lateClause = '8.7'
/** The rule by which findings become nonconformities. */
const FINDING_RULE = 'audit-1'

/** What an audit begins with. */
export interface Beginning { readonly plan: AuditPlan; readonly bank: ClauseCatalogue; readonly own: readonly OwnQuestion[]; readonly population: readonly (SampledDossier & { readonly unit: string })[]; readonly nowMs: number; readonly today: LocalDate }

/** Whether a question about `8.5.1` belongs to the clause `8.5` of a plan. */
const isWithin = (clause: string, asked: readonly string[]): boolean => asked.some((one) => clause === one || clause.startsWith(`${one}.`))

/** Freezes the questions and the population, and draws the sample by the seed of the plan. */
export function freeze({ plan, bank, own, population, nowMs, today }: Beginning): { readonly sheet: AuditSheet; readonly population: readonly PopulationLine[] } {
  const lines = population.map(({ code, procedure, unit, outcome }): PopulationLine => ({ code, procedure, unit, outcome }))
  const drawn = drawSample({ population: lines, seed: plan.seed, most: plan.sampleMost })
  const chosen = new Set(drawn.codes)
  const asked = own.filter(({ from, to }) => from <= today && (to === null || today <= to))
  const questions = [...bank.clauses.flatMap(({ clause, questions: texts }) => texts.map((text) => ({ clause, text }))), ...asked.map(({ clause, text }) => ({ clause, text }))].filter(({ clause }) => isWithin(clause, plan.clauses))
  return {
    population: lines,
    sheet: {
      frozenAtMs: nowMs, seed: plan.seed, most: plan.sampleMost, questions, drawn, lateCount: lines.filter(({ outcome }) => outcome === 'late').length,
      dossiers: population.filter(({ code }) => chosen.has(code)).map(({ unit: _code, ...dossier }) => dossier),
    },
  }
}

/** Every line: each question in each unit, then the dossiers of the sample. */
export const linesOf = ({ unitIds }: Pick<AuditPlan, 'unitIds'>, { questions, dossiers }: Pick<AuditSheet, 'questions' | 'dossiers'>): SheetLine[] => [
  ...unitIds.flatMap((unitId) => questions.map(({ clause, text }, at): SheetLine => ({ key: `q${at + 1}.${unitId}`, clause, unitId, about: text, dossier: null }))),
  ...dossiers.map((dossier): SheetLine => ({
    key: `d.${dossier.id}`, clause: dossier.outcome === 'late' ? lateClause : dossierClause, unitId: unitIds.includes(dossier.unitId) ? dossier.unitId : dossier.receivingUnitId, about: dossier.code, dossier,
  })),
]

/** Whether a member was given the line: its unit, and its procedure where procedures are named. */
export const isGiven = ({ unitIds, procedures }: TeamMember, { unitId, dossier }: SheetLine): boolean =>
  (unitIds.includes(unitId) || (dossier !== null && (unitIds.includes(dossier.unitId) || unitIds.includes(dossier.receivingUnitId)))) && (dossier === null || procedures.length === 0 || procedures.includes(dossier.procedure))

/** Somebody's own unit, or a dossier that they acted on, whatever the plan excepts. */
const ownOf = (member: TeamMember, line: SheetLine, { plan }: Pick<Audit, 'plan'>, independence: IndependenceFacts): Violation[] => {
  const { periodFrom, periodTo } = plan
  return line.dossier === null ? violationsOf({ ...member, unitIds: [line.unitId], exceptOwn: true }, plan, independence)
    : violationsOf({ ...member, unitIds: [...new Set([line.unitId, line.dossier.unitId])], procedures: [], exceptOwn: false }, { procedures: [], periodFrom, periodTo }, independence)
}

/** Whether a member was given the line and is independent of it. `independence`: for a dossier, about that dossier alone. */
export const mayCheck = (member: TeamMember, line: SheetLine, audit: Pick<Audit, 'plan'>, independence: IndependenceFacts): boolean =>
  isGiven(member, line) && ownOf(member, line, audit, independence).length === 0

/**
 * Dossiers of the sample that nobody of the team may check: whoever was given the line acted on it or holds a role in its unit. Told and not refused: the team is
 * changed, or the line stays without a look. `factsOf`: about one dossier.
 */
export const uncheckedOf = (audit: Pick<Audit, 'plan'>, lines: readonly SheetLine[], factsOf: (dossierId: Id) => IndependenceFacts): UncheckedLine[] => lines.flatMap((line): UncheckedLine[] => {
  const { key, unitId, dossier } = line
  if (dossier === null) return []
  const givenTo = audit.plan.team.filter((member) => isGiven(member, line))
  return givenTo.some((member) => mayCheck(member, line, audit, factsOf(dossier.id))) ? [] : [{ key, code: dossier.code, unitId, people: givenTo.map(({ accountId }) => accountId) }]
})

/** @throws DomainError auditor-not-independent */
const checkOwn = (member: TeamMember, line: SheetLine, audit: Audit, independence: IndependenceFacts): void => {
  const violations = ownOf(member, line, audit, independence)
  if (violations.length > 0) throw new DomainError('auditor-not-independent', { violations })
}

/** What is known when a line is recorded; `independence`: of the recorder, for a dossier about that dossier alone. */
export interface RecordFacts { readonly audit: Audit; readonly actor: Actor; readonly independence: IndependenceFacts; readonly line: SheetLine; readonly known: AuditLine | null; readonly head: { readonly seq: number; readonly hash: string } }

const found: ReadonlySet<string> = new Set(['minor', 'major', 'observation'])
const files = (known: AuditLine | null): LineEvidence[] => (known?.evidence ?? []).filter((one) => 'file' in one)

/**
 * Records a line, or a file to it.
 * @throws DomainError event-not-allowed (not under way) | role-not-granted | auditor-not-independent | plan-incomplete (a finding without a word)
 */
export function decideRecord({ audit, actor, independence, line, known, head }: RecordFacts, input: RecordLine & { readonly file?: LineEvidence }, nowMs: number): { readonly line: AuditLine; readonly entry: ChainedAuditEntry } {
  if (audit.state !== 'underWay') throw new DomainError('event-not-allowed', { event: 'RECORD', state: audit.state, allowed: [] })
  const member = audit.plan.team.find(({ accountId }) => accountId === actor.accountId)
  const [capacity] = asMember(actor)
  if (member === undefined || capacity === undefined || !isGiven(member, line)) throw new DomainError('role-not-granted', { event: 'RECORD', roles: [], members: audit.plan.team.filter((one) => isGiven(one, line)).map(({ accountId }) => accountId) })
  checkOwn(member, line, audit, independence)
  if (found.has(input.result) && input.note === undefined) throw new DomainError('plan-incomplete', { missing: ['note'] })
  const atMs = Math.max(nowMs, (known?.atMs ?? 0) + 1)
  const evidence = [...files(known), ...(input.file === undefined ? [] : [input.file]), ...(input.evidence ?? [])]
  const after: AuditLine = {
    key: line.key, version: (known?.version ?? 0) + 1, result: input.result, clause: input.clause ?? line.clause, unitId: line.unitId, dossierId: line.dossier?.id ?? null, about: line.about, note: input.note ?? null,
    evidence, by: actor.accountId, atMs,
  }
  const { key, version, result, clause, note } = after
  const entry = chain<AuditEntry>({
    v: 1, tenant: audit.tenantId, audit: audit.id, seq: head.seq + 1, prev: head.hash, at: formatInstant(atMs, 'UTC'), event: 'RECORD',
    actor: { account: actor.accountId, onBehalfOf: null, role: capacity.role, unit: capacity.unitId }, code: audit.code, state: audit.state, line: { key, version, result, clause, note, evidence },
  })
  return { line: after, entry }
}

const codesIn = ({ evidence }: AuditLine): string[] => evidence.flatMap((one) => ('dossier' in one ? [one.dossier] : []))

/** Codes of the dossiers that findings rest on. */
export const codesOfFindings = (lines: readonly AuditLine[]): string[] => [...new Set(lines.filter(({ result }) => result === 'minor' || result === 'major').flatMap(codesIn))]

/** Each minor or major line is one nonconformity, with its dossiers. `ids`: of dossiers by code. */
export const findingsOf = ({ id, code, plan }: Audit, lines: readonly AuditLine[], { zone, ids }: { readonly zone: string; readonly ids: ReadonlyMap<string, Id> }): FoundNonconformity[] => lines.flatMap((line): FoundNonconformity[] => {
  const { result, key, unitId, clause, note, atMs, dossierId } = line
  if (result !== 'minor' && result !== 'major') return []
  const dossierIds = [...new Set([...(dossierId === null ? [] : [dossierId]), ...codesIn(line).flatMap((one) => ids.get(one) ?? [])])]
  return [{ cause: `audit:${id}:${key}`, source: 'auditFinding', rule: FINDING_RULE, unitId, grade: result, clause, occurredOn: localDateOf(atMs, zone), text: note, facts: { reference: code, auditId: id, auditEndedOn: plan.to }, dossierIds }]
})

/** "không phát hiện bất kỳ sự không phù hợp nào", "không có điểm không phù hợp", "no nonconformity": in one sentence, whatever stands between. */
const saysNone = /không\s+(?:hề\s+)?(?:phát\s+hiện|có|thấy|tồn\s+tại|ghi\s+nhận|còn)[^.;\n]{0,80}không\s+phù\s+hợp|\bno\s+non-?conformit/i

/** What contradicts the count: a text that says "none" beside found nonconformities, or beside late dossiers of the population. */
export const contradictions = (texts: Readonly<Record<string, string>>, counts: { readonly found: number; readonly late: number }): { readonly code: 'none-beside-found' | 'none-beside-late'; readonly at: string }[] =>
  Object.entries(texts).filter(([, text]) => saysNone.test(text.normalize('NFC'))).flatMap(([at]) => [
    ...(counts.found > 0 ? [{ code: 'none-beside-found' as const, at }] : []), ...(counts.late > 0 ? [{ code: 'none-beside-late' as const, at }] : []),
  ])
