/** The button under a list of dossiers that makes an evidence pack of those that it shows. */
import type { Role } from '../../schemas/procedure.ts'
import { packDossiersMax } from '../../schemas/task.ts'
import { newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { leaders } from './board.ts'
import { html, type Html } from './html.ts'

/** Who looks into delays: leaders, and those who answer for quality, audit and inspection. */
export const lateRoles: readonly Role[] = [...leaders, 'qualityManager', 'isoSecretary', 'internalAuditor', 'inspector', 'businessAdmin']

/** A pack of these dossiers, of the first ones where there are more than one pack holds; nothing without dossiers, or for whoever does not look into delays. */
export const packButton = ({ t, format, person }: Visit, dossierIds: readonly string[]): Html | null => {
  const ids = [...new Set(dossierIds)]
  const held = person?.reader.roles ?? []
  if (ids.length === 0 || !held.some(({ role }) => lateRoles.includes(role))) return null
  const first = ids.slice(0, packDossiersMax)
  const count = format.number(first.length)
  return html`<form method="post" action="/late/evidence" class="noPrint"><input type="hidden" name="key" value="${newFormKey()}">${first.map((id) => html`<input type="hidden" name="dossier.${id}" value="1">`)}
<button class="btn btn-plain btn-sm" title="${t.evidence.downloadHint}">${ids.length > first.length ? t.evidence.ofFirst(count) : t.evidence.ofThese(count)}</button></form>`
}
