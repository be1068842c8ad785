/** The corrective action for what the sample's audit found: from the proposal to the stretch in which its effect is measured, each step decided by the rules at its time. Invented. */
import type { CorrectiveAction, MeasurePlan } from '../../schemas/corrective-action.ts'
import type { Nonconformity } from '../../schemas/nonconformity.ts'
import { newId } from '../../storage/ids.ts'
import { countAlarms, saveAction } from '../../storage/quality/actions.ts'
import { countDossiers } from '../../storage/statistics.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { type ActionInput, decideAction } from '../../workflows/quality/action-decide.ts'
import { mayRaise } from '../../workflows/quality/authority.ts'
import { enterAction } from '../commands/advance-action.ts'
import { lateAmong } from '../commands/count-figure.ts'
import { boundsOf, countsIn, usualGrouping } from '../reports/statistics.ts'
import type { Stage } from './audit.ts'
import { accountOf } from './crew.ts'

const owner = 'mau.hokd'
const head = 'mau.tpkinhte'
/** Working days before the last one of the sample. */
const daysAgo = { proposed: 30, planned: 29, approved: 28, done: 27, verified: 25 } as const
/** Most of a year before it is held against the quarter after it. */
const lengths = { baseline: 300, window: 90 } as const

const plan = {
  analysis: {
    whys: ['Hồ sơ nằm chờ ở bước thẩm định', 'Chuyên viên thụ lý nghỉ phép, không ai nhận thay', 'Quyết định nghỉ không kèm phân công người thay'],
    categories: ['coordination', 'monitoring'], rootCause: 'Chưa có thói quen ghi người thay thế trong hệ thống trước khi nghỉ; trưởng phòng chỉ xem hồ sơ khi đã trễ (mẫu).',
  },
  correction: 'Gọi điện xin lỗi, trả ngay các kết quả đang chậm (mẫu).', action: 'Mỗi đơn nghỉ phép kèm tên người thay đã ghi trong hệ thống; trưởng phòng xem danh sách sắp trễ mỗi sáng (mẫu).',
} satisfies Pick<ActionInput, 'analysis' | 'correction' | 'action'>

/** What the share of late dossiers was before; those behind the finding are left out, as the command leaves them out. */
const baselineOf = async ({ db, zone, at }: Stage, { tenantId, nonconformityIds }: CorrectiveAction, measure: MeasurePlan): Promise<NonNullable<ActionInput['baseline']>> => {
  const bounds = boundsOf({ from: measure.baselineFrom, to: measure.baselineTo }, zone)
  const rows = await countDossiers(db, tenantId, null, { ...bounds, knownAtMs: null, nowMs: at(0, 0), zone, kinds: ['tthc', 'internal'], by: ['unit'] })
  const all = lateAmong(rows.map(({ key, standings }) => ({ key, counts: countsIn(standings, usualGrouping) })), measure)
  const alarms = await countAlarms(db, tenantId, nonconformityIds, bounds, measure.scope)
  return { hits: Math.max(0, all.hits - alarms), total: Math.max(0, all.total - alarms) }
}

/** Proposes the action for what was found, and moves it on to where it is being measured. */
export const keepSampleAction = async (stage: Stage, found: readonly Nonconformity[]): Promise<void> => {
  const { db, crew, zone, on, at, who } = stage
  const [first] = found
  if (first === undefined) return
  const unitLine = crew.lines.get(first.unitId)!
  const proposer = who(head, daysAgo.proposed)
  const summary = 'Phân người thay khi vắng, không để hồ sơ nằm chờ ở bước thẩm định (mẫu)'
  const proposal = { id: newId(), tenantId: crew.tenantId, unitId: first.unitId, summary, about: found, previousId: null }
  let { action } = await enterAction(db, proposal, { actor: proposer, capacity: mayRaise(proposer, unitLine), zone, nowMs: at(daysAgo.proposed, 30) })
  const move = async (by: string, ago: number, minutes: number, event: ActionInput): Promise<void> => {
    const decision = decideAction({ action, actor: who(by, ago), unitLine, zone }, event, at(ago, minutes))
    await saveAction(db, decision, action.version)
    action = decision.action
  }
  await move(head, daysAgo.proposed, 40, { type: 'ACCEPT', ownerId: accountOf(crew, owner) })
  const dueOn = action.dueOn!
  const baselineTo = addDays(on(daysAgo.planned), -1)
  const measure: MeasurePlan = { figure: 'lateShare', scope: { unitId: first.unitId }, baselineFrom: addDays(baselineTo, -lengths.baseline), baselineTo, target: 100, windowFrom: addDays(dueOn, 1), windowTo: addDays(dueOn, lengths.window) }
  await move(owner, daysAgo.planned, 60, { type: 'ANALYSE', ...plan, measure, baseline: await baselineOf(stage, action, measure) })
  await move(owner, daysAgo.planned, 90, { type: 'SUBMIT' })
  await move('mau.pct.kinhte', daysAgo.approved, 60, { type: 'APPROVE' })
  await move(owner, daysAgo.done, 60, { type: 'REPORT', note: 'Đã ghi người thay cho ba kỳ nghỉ sắp tới; bảng phân công dán tại phòng (mẫu).' })
  await move(owner, daysAgo.done, 70, { type: 'FINISH' })
  await move('mau.iso', daysAgo.verified, 60, { type: 'VERIFY', note: 'Đã xem danh sách người thay trong hệ thống và bảng phân công (mẫu).' })
}
