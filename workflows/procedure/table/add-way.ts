/** Ways that a table offers to add, each with what usually goes with it: a count that bounds a return, the form that a stop needs. Pure. */
import type { StepRow, StepTable, StepWay, WayKind } from '../../../schemas/step-table.ts'
import { childrenOf, freshRow, freshWay, nameOfRow, rowIn, withRow } from './rows.ts'
import type { Edited } from './edit.ts'

const bounded = (counter: string, max: number): Pick<StepWay, 'guard' | 'actions'> =>
  ({ guard: { type: 'countBelow', params: { counter, max } }, actions: [{ type: 'countUp', params: { counter } }] })
const issuing = (form: string): Pick<StepWay, 'actions' | 'paper'> => ({ actions: [{ type: 'issueForm', params: { form } }], paper: form })
const reasoned: Pick<StepWay, 'guard' | 'branch'> = { guard: { type: 'reasonGiven', params: {} }, branch: true }

const withWay = (table: StepTable, row: StepRow, members: Partial<StepWay> & Pick<StepWay, 'targets'>): StepTable =>
  withRow(table, row.id, (one) => ({ ...one, ways: [...one.ways, freshWay(one, members)] }))

const beside = (table: StepTable, row: StepRow, by: -1 | 1): StepRow | undefined => {
  const siblings = row.parent === null ? [] : childrenOf(table, row.parent).filter(({ kind }) => kind !== 'resume')
  return siblings[siblings.indexOf(row) + by]
}

const added = (table: StepTable, row: StepRow): Edited => ({ table: { ...table, rows: [...table.rows, row] }, notes: [{ note: 'stepAdded', at: nameOfRow(row), what: '' }] })

/** Where work goes on after a stop: where it stood, for a row within a group; else in the row itself. */
const backTo = (table: StepTable, row: StepRow): Edited & { readonly to: string } => {
  const group = row.kind === 'group' ? row : table.rows.find(({ id, kind }) => id === row.parent && id !== '' && kind === 'group')
  if (group === undefined) return { table, notes: [], to: row.id }
  const known = childrenOf(table, group.id).find(({ kind }) => kind === 'resume')
  if (known !== undefined) return { table, notes: [], to: known.id }
  const resume = freshRow(table, { parent: group.id, kind: 'resume', name: null })
  return { table: { ...table, rows: [...table.rows, resume] }, notes: [], to: resume.id }
}

const names = {
  consult: { vi: 'Lấy ý kiến cơ quan liên quan', en: 'Consult another body' }, supplement: { vi: 'Chờ bổ sung hồ sơ', en: 'Waiting for a supplement' },
  stop: { vi: 'Tạm dừng giải quyết', en: 'Stopped' }, refuse: { vi: 'Không được tiếp nhận giải quyết', en: 'Refused' }, withdraw: { vi: 'Người nộp rút hồ sơ', en: 'Withdrawn' },
} as const

const consult = (table: StepTable, row: StepRow): Edited => {
  const asked = freshRow(table, { parent: row.parent ?? '', name: names.consult, role: row.role, within: row.id, status: row.status })
  const answered: StepRow = { ...asked, ways: [freshWay(asked, { event: 'CONSULT_ANSWERED', targets: [row.id], branch: true })] }
  const { table: grown, notes } = added(table, answered)
  return { table: withWay(grown, row, { event: 'CONSULT_SENT', targets: [asked.id], branch: true, ...bounded('consultations', 3) }), notes }
}

/** A step in which the clock stands still: there is one for each status, or it is made; its ground is left to whoever knows the law. */
const pause = (table: StepTable, row: StepRow, kind: 'supplement' | 'stop'): Edited => {
  const isSupplement = kind === 'supplement'
  const [status, form, event, back] = isSupplement ? [5, '02', 'REQUEST_SUPPLEMENT', 'SUPPLEMENT_RECEIVED'] : [8, '05', 'STOP', 'RESUME']
  const leads = { event, branch: true, ...issuing(form), role: isSupplement ? null : 'agencyLeader' as const, guard: { type: isSupplement ? 'reasonGiven' : 'paperGiven', params: {} }, reason: !isSupplement }
  const known = table.rows.find((one) => one.status === status && one.kind === 'step')
  if (known !== undefined) return { table: withWay(table, row, { ...leads, targets: [known.id] }), notes: [] }
  const resume = backTo(table, row)
  const bare = freshRow(resume.table, {
    parent: '', name: names[kind], role: isSupplement ? 'receptionist' : 'agencyLeader', place: isSupplement ? 'receiving' : 'responsible', status, paper: form,
  })
  const waits: StepRow = { ...bare, ways: [freshWay(bare, { event: back, targets: [resume.to], branch: true, guard: { type: isSupplement ? 'papersComplete' : 'reasonGiven', params: {} } })] }
  const { table: grown, notes } = added(resume.table, waits)
  return { table: withWay(grown, row, { ...leads, targets: [waits.id] }), notes }
}

const end = (table: StepTable, row: StepRow, kind: 'refuse' | 'withdraw'): Edited => {
  const isRefusal = kind === 'refuse'
  const leads = isRefusal ? { event: 'REFUSE', ...reasoned, ...issuing('03') } : { event: 'WITHDRAW', ...reasoned, role: 'receptionist' as const, place: 'receiving' as const }
  const status = isRefusal ? 3 : 7
  const known = table.rows.find((one) => one.kind === 'end' && one.status === status)
  if (known !== undefined) return { table: withWay(table, row, { ...leads, targets: [known.id] }), notes: [] }
  const ended = freshRow(table, { parent: '', kind: 'end', name: names[kind], status })
  const { table: grown, notes } = added(table, ended)
  return { table: withWay(grown, row, { ...leads, targets: [ended.id] }), notes }
}

/** The row with one more way out; a step that it needs is added with it. @throws DomainError not-found when there is no such row */
export const addWay = (table: StepTable, id: string | undefined, kind: WayKind): Edited => {
  const row = rowIn(table, id)
  switch (kind) {
    case 'forward': return { table: withWay(table, row, { targets: [beside(table, row, 1)?.id ?? row.id] }), notes: [] }
    case 'return': return { table: withWay(table, row, { event: 'STEP_RETURNED', targets: [beside(table, row, -1)?.id ?? row.id], branch: true, reason: true, ...bounded('returns', 5) }), notes: [] }
    case 'consult': return consult(table, row)
    case 'supplement': case 'stop': return pause(table, row, kind)
    default: return end(table, row, kind)
  }
}
