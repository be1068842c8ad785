/**
 * The report of one internal audit, in the layout of a real one (domain 6.4): days, units, team by its decision, objective, what was found; remarks, what has to be
 * corrected by unit and what became of it, recommendations; conclusion. What is counted is not typed: "none" is written where nothing was found and nothing is late.
 */
import type { Audit, AuditPlan } from '../../schemas/audit.ts'
import type { LineView } from '../../schemas/audit-sheet.ts'
import type { ReportBlock, ReportFigure, ReportSection } from '../../schemas/report.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { type FollowUp, followUpOf } from '../../storage/quality/audit-sheets.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { formatInstant, localDateOf } from '../../workflows/calendar/index.ts'
import { sheetOf } from '../commands/audit-sheet.ts'
import type { Deps } from '../deps.ts'
import { counted as many, dateWords, shortDate } from '../render/words.ts'
import { vi as actionWords } from '../views/texts/actions.ts'
import { vi as words } from '../views/texts/audits.ts'
import { paperCited } from './iso/cite.ts'
import { reportFacts } from './iso/collect.ts'
import { frameOf } from './iso/frame.ts'
import type { PaperReport } from './iso/files.ts'
import { item, Notes, paragraph, type Part, table } from './iso/notes.ts'
import * as part from './iso/parts.ts'
import { context } from './iso/review-parts.ts'

/** A text of several lines as paragraphs. */
const paragraphs = (text: string): ReportBlock[] => text.split('\n').filter((line) => line.trim() !== '').map((line) => (line.startsWith('- ') ? item(line.slice(2)) : paragraph(line)))

/** All that the report is made of. */
interface AuditReportFacts {
  readonly audit: Audit; readonly lines: readonly LineView[]; readonly followUp: readonly FollowUp[]; readonly lateCount: number; readonly drawn: { readonly rule: string; readonly populationHash: string; readonly populationCount: number; readonly taken: number }
  readonly people: ReadonlyMap<string, string>; readonly units: ReadonlyMap<string, string>
}

const following = (one: AuditPlan['paper']): string => (one === null ? '' : `, theo ${paperCited(one)}`)
const resultsOf = (lines: readonly LineView[], result: LineView['result']): LineView[] => lines.filter((line) => line.result === result)

/** Counted, never typed. */
const figuresOf = ({ lines, lateCount, drawn, followUp }: AuditReportFacts): ReportFigure[] => {
  const source = 'audits (phiếu đánh giá)'
  return [
    ...(['major', 'minor', 'observation', 'conforming', 'notLooked'] as const).map((result) => ({ id: `audit.${result}`, label: words.lineResults[result], value: resultsOf(lines, result).length, source })),
    { id: 'audit.late', label: 'Hồ sơ trễ hạn trong danh sách', value: lateCount, source: 'audits (danh sách đóng băng)' }, { id: 'audit.population', label: 'Hồ sơ trong danh sách', value: drawn.populationCount, source: 'audits (danh sách đóng băng)' },
    { id: 'audit.sample', label: 'Hồ sơ trong mẫu', value: drawn.taken, source: 'audits (danh sách đóng băng)' }, { id: 'audit.undecided', label: 'Sự không phù hợp chưa có hành động khắc phục', value: followUp.filter(({ action, settled }) => action === null && settled === null).length, source: 'nonconformities' },
  ]
}

const scopeSections = ({ audit: { plan }, people, units, drawn, lateCount }: AuditReportFacts): ReportSection[] => [
  { title: 'Ngày đánh giá', blocks: [paragraph(`Từ ${dateWords(plan.from)} đến ${dateWords(plan.to)}${following(plan.paper)}. Kỳ được đánh giá: từ ${dateWords(plan.periodFrom)} đến ${dateWords(plan.periodTo)}.`)] },
  { title: 'Bộ phận được đánh giá', blocks: plan.unitIds.map((id) => item(units.get(id) ?? '–')) },
  { title: `Thành phần tổ đánh giá${plan.decision === null ? '' : ` (theo ${paperCited(plan.decision)})`}`, blocks: [table([['TT', 1, 'center'], ['Họ và tên', 5], ['Nhiệm vụ', 3], ['Đánh giá', 6]], plan.team.map(({ accountId, post, unitIds, exceptOwn }, at) =>
    [String(at + 1), people.get(accountId) ?? '–', words.teamPosts[post], `${unitIds.map((id) => units.get(id) ?? '–').join(', ')}${exceptOwn ? ` (${words.audit.exceptOwn.toLowerCase()})` : ''}`]))] },
  { title: 'Mục tiêu và phạm vi đánh giá', blocks: [
    ...paragraphs(plan.objective), paragraph(`Điều khoản: ${plan.clauses.join(', ')}. Thủ tục: ${plan.procedures.length === 0 ? 'tất cả' : plan.procedures.join(', ')}.`),
    paragraph(`Danh sách có ${many(drawn.populationCount)} hồ sơ, trong đó ${many(lateCount)} hồ sơ trễ hạn; mẫu ${many(drawn.taken)} hồ sơ rút theo quy tắc ${drawn.rule} từ chuỗi đã công bố "${plan.seed}" (phụ lục 1).`),
  ] },
]

const findingRows = (lines: readonly LineView[], units: AuditReportFacts['units']): string[][] => lines.map(({ result, clause, unitId, about, note, evidence }, at) => {
  const codes = evidence.map((one) => ('dossier' in one ? one.dossier : 'document' in one ? one.document : one.file.name))
  return [String(at + 1), units.get(unitId) ?? '–', clause, words.lineResults[result], `${about}: ${note ?? ''}`, codes.join(', ')]
})

/** What was found, or that nothing was: said only where nothing was found and nothing is late. */
const foundSection = ({ lines, units, lateCount }: AuditReportFacts): ReportSection => {
  const found = (['major', 'minor', 'observation'] as const).flatMap((result) => resultsOf(lines, result))
  const graded = found.filter(({ result }) => result !== 'observation').length
  const looked = lines.length - resultsOf(lines, 'notLooked').length
  return { title: 'Mô tả những phát hiện trong quá trình đánh giá', blocks: [
    paragraph(`Đã xem ${looked}/${lines.length} mục của phiếu đánh giá.`),
    paragraph(graded > 0 ? `Ghi nhận ${many(graded)} điểm không phù hợp (nặng ${many(resultsOf(lines, 'major').length)}, nhẹ ${many(resultsOf(lines, 'minor').length)}) và ${many(resultsOf(lines, 'observation').length)} điểm lưu ý.`
      : lateCount > 0 ? `Phiếu đánh giá không ghi thêm điểm không phù hợp; ${many(lateCount)} hồ sơ trễ hạn trong kỳ là sự không phù hợp theo quy tắc (điều 8.7, 10.2) và được theo dõi trong sổ.`
        : `Không phát hiện sự không phù hợp trong phạm vi đã xem; ${many(resultsOf(lines, 'observation').length)} điểm lưu ý.`),
    ...(lateCount > 0 && graded > 0 ? [paragraph(`Trong kỳ có ${many(lateCount)} hồ sơ trễ hạn, là sự không phù hợp theo quy tắc (điều 8.7, 10.2) và được theo dõi trong sổ.`)] : []),
    ...(found.length === 0 ? [] : [table([['TT', 1, 'center'], ['Đơn vị', 3], ['Điều khoản', 1.6, 'center'], ['Loại', 2.4], ['Nội dung', 7], ['Bằng chứng', 4]], findingRows(found, units))]),
  ] }
}

/** Corrective actions as they stand now: owner, day, standing; what has none is said so. */
const followSection = ({ followUp, units }: AuditReportFacts): ReportSection => ({ title: 'Yêu cầu khắc phục và theo dõi', blocks: followUp.length === 0 ? [paragraph('Không có sự không phù hợp nào của cuộc đánh giá này trong sổ.')] : [
  table([['Số', 2.4], ['Đơn vị', 2.6], ['Nội dung', 5], ['Khắc phục, hành động', 5], ['Người chịu trách nhiệm', 2.6], ['Hạn', 2, 'center'], ['Tình trạng', 3]], followUp.map((one) => [
    one.action === null ? one.code : `${one.code}, ${one.action}`, units.get(one.unitId) ?? '–', one.text, one.settled ?? [one.correction, one.correctiveAction].filter((text) => text !== '').join('; '), one.owner ?? '–', one.dueOn === null ? '–' : shortDate(one.dueOn),
    one.settled !== null ? 'Đã khắc phục, không cần hành động' : one.state === null ? 'Chưa có hành động khắc phục' : one.outcome === null ? actionWords.actionStates[one.state] : `${actionWords.actionStates[one.state]}: ${actionWords.correctiveActions[one.outcome].toLowerCase()}`,
  ])),
] })

const annexesOf = ({ audit, lines, drawn, units }: AuditReportFacts): ReportSection[] => {
  const dossiers = lines.filter(({ dossierCode }) => dossierCode !== null)
  return [
    { title: 'Hồ sơ đã chọn vào mẫu', blocks: [
      table([['TT', 1, 'center'], ['Mã hồ sơ', 5], ['Đơn vị', 4], ['Tình trạng khi rút mẫu', 3], ['Kết quả', 3], ['Ghi nhận', 5]], dossiers.map(({ about, unitId, outcome, result, note }, at) =>
        [String(at + 1), about, units.get(unitId) ?? '–', outcome === null ? '–' : words.lineOutcomes[outcome], words.lineResults[result], note ?? ''])),
      { kind: 'note', text: `Rút lại để kiểm tra: quy tắc ${drawn.rule}, chuỗi "${audit.plan.seed}", SHA-256 của danh sách ${drawn.populationHash}.` },
    ] },
    { title: 'Phiếu ghi chép đánh giá', blocks: [
      table([['TT', 1, 'center'], ['Đơn vị', 3], ['Điều khoản', 1.6, 'center'], ['Câu hỏi', 7], ['Kết quả', 2.6], ['Ghi nhận', 5]], lines.filter(({ dossierCode, result }) => dossierCode === null && result !== 'notLooked').map(({ unitId, clause, about, result, note }, at) =>
        [String(at + 1), units.get(unitId) ?? '–', clause, about, words.lineResults[result], note ?? ''])),
    ] },
  ]
}

const collected = async (deps: Deps, person: SignedInPerson, id: string): Promise<AuditReportFacts> => {
  const { audit, view, lateCount } = await sheetOf(deps, person, id)
  const { tenantId, today } = person.reader
  const people = await findAccounts(deps.orm.em.fork(), tenantId, audit.plan.team.map(({ accountId }) => accountId))
  const units = await listUnits(deps.orm.em.fork(), tenantId, today)
  const { rule, populationHash, populationCount, codes } = view.drawn
  return {
    audit, lines: view.lines, lateCount, followUp: await followUpOf(deps.pool, tenantId, audit.nonconformityIds), drawn: { rule, populationHash, populationCount, taken: codes.length },
    people: new Map(people.map(({ id: account, fullName }) => [account, fullName])), units: new Map(units.map((unit) => [unit.id, unit.name.vi])),
  }
}

/** What the team remarks on, each out of the registers as they stood on the last day of the audit. Source: layout of domain 6.4 (II.1). */
const remarked: readonly (readonly [title: string, parts: readonly Part[]])[] = [
  ['Nhận xét: hoạch định hệ thống', [context]], ['Nhận xét: trách nhiệm của lãnh đạo', [part.plans, part.objectives]], ['Nhận xét: nguồn lực', [part.training]], ['Nhận xét: hệ thống tài liệu', [part.documents]],
]

const written = (text: string | undefined): ReportBlock[] => {
  const blocks = paragraphs(text ?? '')
  return blocks.length === 0 ? [paragraph('Chưa có: tổ đánh giá chưa ghi nội dung này.')] : blocks
}

/** The report of an audit that began; until it is reported, a draft that says so. @throws DomainError not-found */
export const auditReport = async (deps: Deps, person: SignedInPerson, id: string): Promise<PaperReport> => {
  const facts = await collected(deps, person, id)
  const { conclusion, state, code, plan } = facts.audit
  const nowMs = deps.clock.nowMs()
  const { zone } = person.reader
  const isDraft = state === 'underWay'
  const notes = new Notes()
  const registers = await reportFacts(deps, { tenantId: person.reader.tenantId, layout: 'documents', from: plan.periodFrom, to: plan.to, asOf: null })
  const about = 'Kết quả đánh giá nội bộ hệ thống quản lý chất lượng'
  return {
    agency: person.agencyName.vi, title: `${about} (${code})${isDraft ? ' – DỰ THẢO' : ''}: ${plan.title}`.slice(0, 300), asOf: formatInstant(nowMs, zone), madeOn: localDateOf(nowMs, zone),
    sections: [
      ...scopeSections(facts), foundSection(facts), ...remarked.map(([title, parts]) => ({ title, blocks: parts.flatMap((one) => one(registers, notes).blocks) })),
      { title: 'Nhận xét khác của tổ đánh giá', blocks: written(conclusion?.remarks) }, followSection(facts), { title: 'Khuyến nghị cải tiến', blocks: written(conclusion?.recommendations) },
      { title: 'Các vấn đề thực hiện trong thời gian tới', blocks: written(conclusion?.nextSteps) }, { title: 'Kết luận', blocks: written(conclusion?.conclusion) },
    ],
    annexes: annexesOf(facts), figures: [...figuresOf(facts), ...notes.figures], frame: frameOf({ ...registers, from: plan.from, request: null }, about),
  }
}
