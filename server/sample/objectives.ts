/** The quality objectives of the sample: those that agencies really set (99 % on or before time, 95 % faster by 10 %, no complaint), and one of a unit's own. */
import type { EntityManager } from '@mikro-orm/core'
import type { Objective } from '../../schemas/objective.ts'
import { newId } from '../../storage/ids.ts'
import { addObjective } from '../../storage/objectives.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { executorIn } from '../../storage/transaction.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { reportingYearOf } from '../../workflows/objectives/periods.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { accountOf, type Crew } from './crew.ts'

type Planned = Pick<Objective, 'formula' | 'name' | 'comparison' | 'target' | 'tolerance'> & { readonly unit: string | null; readonly owner: string }

const planned: readonly Planned[] = [
  { formula: 'onTime', name: 'Tối thiểu 99% hồ sơ giải quyết trước và đúng hạn', comparison: 'atLeast', target: 9900, tolerance: 100, unit: null, owner: 'mau.pct.kinhte' },
  { formula: 'faster', name: '95% hồ sơ giải quyết nhanh hơn thời hạn quy định từ 10% trở lên', comparison: 'atLeast', target: 9500, tolerance: 500, unit: null, owner: 'mau.pct.vanxa' },
  { formula: 'complaints', name: 'Không có khiếu nại về giải quyết thủ tục hành chính', comparison: 'atMost', target: 0, tolerance: 0, unit: null, owner: 'mau.chutich' },
  { formula: 'onTime', name: 'Phòng Kinh tế: tối thiểu 98% hồ sơ trước và đúng hạn', comparison: 'atLeast', target: 9800, tolerance: 100, unit: 'KT', owner: 'mau.tpkinhte' },
]
const policy = 'Giải quyết công việc đúng pháp luật, đúng hạn, công khai'
/** The decision that put MTCL into force, and stands in the register of facts. */
const number = '02/QĐ-UBND'
const decidedOn = '01-08'

/** Sets them for the reporting year of today, by the decision of January or, before that, of its first day. */
export const keepObjectives = async (em: EntityManager, crew: Crew, { zone, nowMs }: { readonly zone: string; readonly nowMs: number }): Promise<void> => {
  const year = reportingYearOf(localDateOf(nowMs, zone))
  const on = `${year}-${decidedOn}` <= localDateOf(nowMs, zone) ? `${year}-${decidedOn}` : reportingPeriod(String(year)).from
  const { tenantId, unitIds } = crew
  const by = { accountId: accountOf(crew, 'mau.iso'), nowMs }
  for (const { unit, owner, formula, ...stated } of planned) {
    const place = { id: newId(), year, formula, unitId: unit === null ? null : unitIds.get(unit)! }
    const body = { ...stated, clause: '6.2', policy, number, on, ownerId: accountOf(crew, owner), withdrawn: false, reason: null }
    await addObjective(executorIn(em), tenantId, { ...place, body }, by)
    await recordChange(em, tenantId, { actorId: by.accountId, kind: 'objective.entered', subjects: [place.id], decision: number, details: { ...body, ...place, version: 1 } }, nowMs)
  }
}
