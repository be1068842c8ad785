/** How rows and ways of a step table are told in words. */
import type { StepRow, StepTable, StepWay } from '../../../schemas/step-table.ts'
import { nameOfRow } from '../../../workflows/procedure/table/rows.ts'
import type { Visit } from '../../pages/visit.ts'
import { eventName } from '../../render/flowchart.ts'
import { inLanguage } from '../texts/index.ts'

/** What a row is called on the screen. */
export const rowName = ({ t, language }: Visit, row: StepRow): string =>
  (row.id === '' ? t.stepTable.whole : row.kind === 'resume' ? t.stepTable.resume : inLanguage(language, nameOfRow(row)))

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
