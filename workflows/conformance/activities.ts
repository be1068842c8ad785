/** Which event of a procedure an activity of a log is. */
import { standardEvents, type EventType, type ProcedureDefinition } from '../../schemas/procedure.ts'

/** Activity text to event type, in NFC. Null from `eventOf` is an activity that the procedure does not know: it is kept as a deviation. */
export type ActivityTable = ReadonlyMap<string, EventType>

/**
 * The table of a definition: the English or the Vietnamese name of each of its own events is the activity text of the log, exactly; else the
 * code of an event is, such as ACCEPT. What a mapping states comes before that.
 */
export const activityTable = (definition: ProcedureDefinition, mapped: Readonly<Record<string, EventType>> = {}): ActivityTable => {
  const events = Object.entries(definition.events ?? {})
  const codes = [...standardEvents, ...events.map(([type]) => type)].map((type): [string, EventType] => [type, type])
  const own = (['vi', 'en'] as const).flatMap((language) => events.map(([type, { name }]): [string, EventType] => [name[language].normalize('NFC'), type]))
  const stated = Object.entries(mapped).map(([activity, type]): [string, EventType] => [activity.normalize('NFC'), type])
  return new Map([...codes, ...own, ...stated])
}

/** The event type of an activity, or null when neither the mapping nor the procedure knows it. */
export const eventOf = (table: ActivityTable, activity: string): EventType | null => table.get(activity) ?? null
