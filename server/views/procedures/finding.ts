/** A finding of the check as a person reads it: what is wrong, what to do, and the way that shows it in the names of steps and events. */
import type { Bilingual } from '../../../schemas/common.ts'
import type { Finding, ProcedureDefinition } from '../../../schemas/procedure.ts'
import { stepsOf } from '../../../workflows/procedure/compile.ts'
import { statesOf } from '../../../workflows/procedure/definition.ts'
import { eventName } from '../../render/flowchart.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { html, type Html } from '../html.ts'
import { inLanguage } from '../texts/index.ts'

/** Steps by their dotted paths, and the events that a procedure declares itself. */
interface Names { readonly steps: ReadonlyMap<string, Bilingual>; readonly events: ProcedureDefinition['events'] }

const namesIn = (definition: ProcedureDefinition): Names => ({ steps: new Map(stepsOf(statesOf(definition)).map(({ path, name }) => [path, name])), events: definition.events })

/** A situation is told by its open steps, `a + b`; between two of them stands the event that leads on. */
const partName = ({ t, language }: Visit, { steps, events }: Names, part: string): string => {
  const open = part.split(' + ').map((path) => steps.get(path))
  if (open.every((name) => name !== undefined)) return open.map((name) => inLanguage(language, name)).join(' + ')
  return eventName(language, t, part, null, events?.[part]?.name)
}

const item = (visit: Visit, names: Names, { severity, message, path }: Finding): Html => {
  const { t, language } = visit
  return html`<li class="${severity === 'error' ? 'odd' : 'stopped'}">${badge({ kind: severity === 'error' ? 'late' : 'soon', text: t.procedures[severity] })} ${inLanguage(language, message)}${
    path.length === 0 ? null : html`<details><summary>${t.procedures.way}</summary><small>${path.map((part) => partName(visit, names, part)).join(' → ')}</small></details>`}</li>
`
}

/** The list of all findings on a definition. */
export const findingsList = (visit: Visit, definition: ProcedureDefinition, findings: readonly Finding[]): Html => {
  const names = namesIn(definition)
  return html`<ul class="timeline">${findings.map((finding) => item(visit, names, finding))}</ul>`
}
