/** How rows and ways of a step table are told in words. */
import { officialStatuses } from '../../../schemas/procedure.ts'
import type { StepRow, StepTable, StepWay } from '../../../schemas/step-table.ts'
import { nameOfRow } from '../../../workflows/procedure/table/rows.ts'
import type { Visit } from '../../pages/visit.ts'
import { eventName } from '../../render/flowchart.ts'
import { inLanguage } from '../texts/index.ts'

/** What a row is called on the screen; a group without a name by the status that a dossier has in it. */
export const rowName = ({ t, language }: Visit, row: StepRow): string => {
  if (row.id === '') return t.stepTable.whole
  if (row.kind === 'resume') return t.stepTable.resume
  const isGroup = row.kind === 'group' || row.kind === 'strands'
  const status = isGroup && row.name === null && row.status !== null ? officialStatuses[row.status] : undefined
  return inLanguage(language, status ?? nameOfRow(row))
}

/** The name of the row with this id; the id itself when there is none. */
export const nameById = (visit: Visit, { rows }: StepTable, id: string): string => {
  const row = rows.find((one) => one.id === id)
  return row === undefined ? id : rowName(visit, row)
}

/** When a way is taken. */
export const causeText = ({ t, language }: Visit, { events }: StepTable, { cause, event, name }: Pick<StepWay, 'cause' | 'event' | 'name'>): string => {
  if (cause === 'always') return t.stepTable.itself
  if (cause === 'onDone') return t.stepTable.whenDone
  return eventName(language, t, event ?? '', name, events.find(({ code }) => code === event)?.name)
}

/** Where a way leads. */
export const targetText = (visit: Visit, table: StepTable, { targets }: Pick<StepWay, 'targets'>): string =>
  (targets.length === 0 ? visit.t.stepTable.stays : targets.map((id) => nameById(visit, table, id)).join(' + '))
