/** The internal audit of the sample: programme, plan, team, sample, checklist, report, and the corrective action of what was found; each step decided by the rules at its time. Invented. */
import type { EntityManager } from '@mikro-orm/core'
import type { Audit, AuditDecision, AuditPlan, IndependenceFacts } from '../../schemas/audit.ts'
import type { AuditSheet, RecordLine, SheetLine } from '../../schemas/audit-sheet.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import type { Actor } from '../../schemas/dossier.ts'
import type { Nonconformity } from '../../schemas/nonconformity.ts'
import { newId } from '../../storage/ids.ts'
import type { Executor } from '../../storage/pool.ts'
import { addSheet, countUndecided, readLines, readPopulation, saveLine } from '../../storage/quality/audit-sheets.ts'
import { independenceBySample, independenceFacts, nextAuditNumber, saveAudit } from '../../storage/quality/audits.ts'
import { clauseCatalogues } from '../../storage/seed/clauses.ts'
import { executorIn } from '../../storage/transaction.ts'
import { asMember, mayPlan } from '../../workflows/audit/authority.ts'
import { decideRecord, findingsOf, freeze, linesOf, mayCheck } from '../../workflows/audit/checklist.ts'
import { decideAudit, decideCreateAudit } from '../../workflows/audit/decide.ts'
import { addDays, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { periodOf as instantsOf } from '../commands/audit-sheet.ts'
import { keepProgramme } from '../commands/audit-programme.ts'
import { enterNonconformities } from '../commands/enter-nonconformities.ts'
import { keepSampleAction } from './action.ts'
import { accountOf, actorOn, type Crew } from './crew.ts'
import type { Period } from './create.ts'
import { timeOn, workingDaysFrom } from './times.ts'

/** Working days before the last one of the sample: when each thing was done. */
const daysAgo = { programme: 170, planned: 40, approved: 38, began: 33, ended: 32, reported: 31, closed: 22 } as const
/** How many days before its beginning the audited period ended, and how long it was. */
const period = { gap: 7, length: 180 } as const
const audited = ['KT', 'VHXH'] as const
const auditors = ['mau.hotich2', 'mau.pgd'] as const

/** What is noted beside a question, by unit and clause with the place of the question in it; all others conform without a word. */
const remarks: Readonly<Record<string, RecordLine>> = {
  'KT 8.5 1': { result: 'minor', note: 'Hồ sơ nằm chờ ở bước thẩm định khi chuyên viên nghỉ mà chưa phân người thay; các hồ sơ kèm theo trả kết quả sau hẹn (mẫu).' },
  'KT 7.5 1': { result: 'conforming', note: 'Bản quy trình trên bàn làm việc là bản đang có hiệu lực (mẫu).' },
  'VHXH 7.5 3': { result: 'observation', note: 'Hai tập hồ sơ giấy đã xong chưa ghi mục lục tài liệu; phòng bổ sung ngay trong buổi đánh giá (mẫu).' },
  'VHXH 9.1 2': { result: 'conforming', note: 'Phiếu khảo sát lấy từ giấy tiếp nhận, kết quả xem hằng quý (mẫu).' },
}
const conclusion = {
  remarks: 'Tài liệu, biểu mẫu tại chỗ làm là bản hiện hành; các bước và vai trò trong hồ sơ được chọn khớp với quy trình.\nCán bộ nắm được mục tiêu chất lượng và biết cách xem hồ sơ sắp đến hạn (mẫu).',
  recommendations: 'Ghi người thay thế trước mỗi kỳ nghỉ; trưởng phòng xem danh sách sắp trễ mỗi sáng (mẫu).',
  nextSteps: 'Phòng Kinh tế lập phiếu hành động khắc phục trong một tuần; tổ đánh giá theo dõi đến khi có kết quả đo (mẫu).',
  conclusion: 'Hệ thống được duy trì và phù hợp với phạm vi áp dụng; điểm không phù hợp nhẹ ở Phòng Kinh tế cần khắc phục trước kỳ xem xét của lãnh đạo (mẫu).',
}

export interface SampleYear { readonly calendar: PreparedCalendar; readonly crew: Crew; readonly period: Period }
/** The sample's days and people, as each step asks for them. */
export interface Stage { readonly db: Executor; readonly crew: Crew; readonly zone: string; readonly at: (daysAgo: number, minutes: number) => number; readonly on: (daysAgo: number) => LocalDate; readonly who: (userName: string, daysAgo: number) => Actor }

const stageOf = (db: Executor, { calendar, crew }: SampleYear, days: readonly LocalDate[]): Stage => {
  const on = (ago: number): LocalDate => days.at(-1 - ago)!
  return { db, crew, zone: calendar.calendar.zone, on, at: (ago, minutes) => timeOn(calendar, on(ago), minutes), who: (userName, ago) => actorOn(crew, accountOf(crew, userName), on(ago)) }
}

const keepYearProgramme = async ({ db, crew: { tenantId, unitIds }, on, at, who }: Stage): Promise<void> => {
  const day = on(daysAgo.programme)
  const actor = who('mau.iso', daysAgo.programme)
  const month = (of: LocalDate): number => Number(of.slice(5, 7))
  const lines = ['KT', 'VHXH', 'VP', 'TTPVHCC'].map((unit) => ({ unitId: unitIds.get(unit)!, months: [month(on(unit === 'KT' || unit === 'VHXH' ? daysAgo.began : daysAgo.programme - 40))] }))
  await keepProgramme(db, tenantId, { accountId: actor.accountId, capacity: mayPlan(actor), nowMs: at(daysAgo.programme, 90) }, { year: Number(on(daysAgo.began).slice(0, 4)), decision: { number: '23/QĐ-UBND', on: day }, lines })
}

const planOf = ({ crew, on }: Stage): AuditPlan => {
  const unitIds = audited.map((unit) => crew.unitIds.get(unit)!)
  const periodTo = addDays(on(daysAgo.began), -period.gap)
  const member = (userName: string, post: AuditPlan['team'][number]['post'], given: readonly Id[]) => ({ accountId: accountOf(crew, userName), post, unitIds: [...given], procedures: [], exceptOwn: given.length > 0 })
  return {
    title: `Đánh giá nội bộ năm ${on(daysAgo.began).slice(0, 4)} (mẫu)`, objective: 'Xem hệ thống có phù hợp với TCVN ISO 9001:2015, có được thực hiện và duy trì có hiệu lực không.', unitIds, procedures: [],
    clauses: ['7.2', '7.5', '8.5', '8.7', '9.1'], catalogue: 'iso-9001-2015-a1', periodFrom: addDays(periodTo, -period.length), periodTo, from: on(daysAgo.began), to: on(daysAgo.reported),
    paper: { number: '118/KH-UBND', on: on(daysAgo.planned) }, decision: { number: '204/QĐ-UBND', on: on(daysAgo.planned) },
    team: [member(auditors[0], 'lead', unitIds), member(auditors[1], 'auditor', unitIds), member('mau.vanthu', 'secretary', [])], seed: '204/QĐ-UBND, kết quả xổ số kiến thiết miền Bắc: 45821 (mẫu)', sampleMost: 12,
  }
}

interface Step { readonly by: string; readonly daysAgo: number; readonly minutes: number; readonly independence: IndependenceFacts }
type Given = Parameters<typeof decideAudit>[1]
/** One event of its life, kept. */
const move = async ({ db, zone, at, who }: Stage, audit: Audit, { by, daysAgo: ago, minutes, independence }: Step, event: Given): Promise<Audit> => {
  const decision: AuditDecision = decideAudit({ audit, actor: who(by, ago), zone, independence }, event, at(ago, minutes))
  await saveAudit(db, decision, audit.version)
  return decision.audit
}

/** What is frozen when it begins. */
const freezeFor = async ({ db, crew, zone, on, at }: Stage, plan: AuditPlan): Promise<ReturnType<typeof freeze>> => {
  const bank = clauseCatalogues().find(({ id }) => id === plan.catalogue)!
  const nowMs = at(daysAgo.began, 30)
  const population = await readPopulation(db, crew.tenantId, { unitIds: plan.unitIds, procedures: plan.procedures, ...instantsOf(plan, zone), nowMs, limit: 10_000 })
  return freeze({ plan, bank, own: [], population, nowMs, today: on(daysAgo.began) })
}

/** What somebody writes about a line; the finding rests on the late dossiers of its unit. */
const resultOf = ({ unitIds }: Crew, sheet: AuditSheet, line: SheetLine, place: number): RecordLine => {
  if (line.dossier !== null) return line.dossier.outcome === 'late' ? { result: 'observation', note: 'Kết quả sau hẹn; đã tính vào nhận xét về phân công người thay (mẫu).' } : { result: 'conforming' }
  const unit = audited.find((code) => unitIds.get(code) === line.unitId)
  const told = remarks[`${unit} ${line.clause} ${place}`] ?? { result: 'conforming' }
  const evidence = sheet.dossiers.filter(({ outcome, unitId }) => outcome === 'late' && unitId === line.unitId).slice(0, 3).map(({ code }) => ({ dossier: code }))
  return told.result === 'minor' ? { ...told, evidence } : told
}

/** Every line that somebody of the team may check, by the first who may, on two days. Answers the audit with its journal as it stands then. */
const keepLines = async (stage: Stage, audit: Audit, sheet: AuditSheet): Promise<Audit> => {
  const { db, crew, zone, on, at, who } = stage
  const factsOf = await independenceBySample(db, crew.tenantId, { accountIds: audit.plan.team.map(({ accountId }) => accountId), dossierIds: sheet.dossiers.map(({ id }) => id), today: on(daysAgo.began), ...instantsOf(audit.plan, zone) })
  const places = new Map<string, number>()
  let head = { seq: audit.journalSeq, hash: audit.journalHash }
  for (const [index, line] of linesOf(audit.plan, sheet).entries()) {
    const place = (places.get(`${line.unitId} ${line.clause}`) ?? 0) + 1
    places.set(`${line.unitId} ${line.clause}`, place)
    const independence = factsOf(line.dossier?.id ?? '')
    const ago = line.dossier === null ? daysAgo.began : daysAgo.ended
    const actor = auditors.map((userName) => who(userName, ago)).find(({ accountId }) => mayCheck(audit.plan.team.find((one) => one.accountId === accountId)!, line, audit, independence))
    if (actor === undefined) continue
    const { entry, ...kept } = decideRecord({ audit, actor, independence, line, known: null, head }, resultOf(crew, sheet, line, place), at(ago, 60 + 6 * index))
    await saveLine(db, crew.tenantId, audit.id, kept.line, { seq: entry.entry.seq, canonical: entry.canonical, hash: entry.hash })
    head = { seq: entry.entry.seq, hash: entry.hash }
  }
  return { ...audit, journalSeq: head.seq, journalHash: head.hash }
}

/** What was found, in the register. */
const enterFindings = async ({ db, crew, zone, at, who }: Stage, audit: Audit, sheet: AuditSheet): Promise<readonly Nonconformity[]> => {
  const lead = who(auditors[0], daysAgo.reported)
  const ids = new Map(sheet.dossiers.map(({ id, code }) => [code, id]))
  const found = findingsOf(audit, await readLines(db, crew.tenantId, audit.id), { zone, ids })
  const { role, onBehalfOf } = asMember(lead)[0]!
  return enterNonconformities(db, found, { tenantId: crew.tenantId, zone, nowMs: at(daysAgo.reported, 200), by: { accountId: lead.accountId, capacity: { role, onBehalfOf } } })
}

/** From what the team concludes to the end of the audit, when an action deals with what was found. */
const conclude = async (stage: Stage, audit: Audit, sheet: AuditSheet, step: (by: string, daysAgo: number, minutes: number) => Step): Promise<void> => {
  const concluded = await move(stage, audit, step(auditors[0], daysAgo.reported, 120), { type: 'CONCLUDE', conclusion })
  const found = await enterFindings(stage, concluded, sheet)
  const reported = await move(stage, concluded, step(auditors[0], daysAgo.reported, 240), { type: 'REPORT', nonconformityIds: found.map(({ id }) => id), late: sheet.lateCount })
  await keepSampleAction(stage, found)
  const undecided = await countUndecided(stage.db, audit.tenantId, reported.nonconformityIds)
  await move(stage, reported, step('mau.pct.kinhte', daysAgo.closed, 60), { type: 'CLOSE', undecided })
}

/** Keeps the audit of the year with what followed from it; a season that is shorter has none. */
export const keepAudit = async (em: EntityManager, year: SampleYear): Promise<void> => {
  const days = workingDaysFrom(year.calendar, year.period.firstDay, year.period.lastOn)
  if (days.length <= daysAgo.programme) return
  const stage = stageOf(executorIn(em), year, days)
  const { db, crew: { tenantId }, on, zone } = stage
  await keepYearProgramme(stage)
  const plan = planOf(stage)
  const independence = await independenceFacts(db, tenantId, { accountIds: plan.team.map(({ accountId }) => accountId), unitIds: plan.unitIds, procedures: [], today: on(daysAgo.planned), ...instantsOf(plan, zone), dossierId: null })
  const made = on(daysAgo.planned).slice(0, 4)
  const code = `ĐGNB-${made}-${String(await nextAuditNumber(db, tenantId, Number(made))).padStart(4, '0')}`
  const created = decideCreateAudit({ id: newId(), tenantId, code, plan }, { actor: stage.who('mau.iso', daysAgo.planned), independence, nowMs: stage.at(daysAgo.planned, 60) })
  await saveAudit(db, created, 0)
  const step = (by: string, ago: number, minutes: number): Step => ({ by, daysAgo: ago, minutes, independence })
  const approved = await move(stage, created.audit, step('mau.chutich', daysAgo.approved, 120), { type: 'APPROVE' })
  const { sheet, population } = await freezeFor(stage, plan)
  const begun = await move(stage, approved, step(auditors[0], daysAgo.began, 30), { type: 'START', sheet })
  await addSheet(db, tenantId, begun.id, sheet, population)
  await conclude(stage, await keepLines(stage, begun, sheet), sheet, step)
}
