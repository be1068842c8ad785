/** The list of limits of today, in the order in which a morning goes. */
import { type ListPart, listParts } from '../day-list.ts'
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { packButton } from './evidence.ts'
import { html, type Html } from './html.ts'
import { rowsTable } from './rows.ts'

export interface DayPage {
  /** `Thứ Sáu, 20/11/2026`. */
  readonly day: string
  readonly isDayOff: boolean
  readonly parts: Readonly<Record<ListPart, readonly DossierRow[]>>
  readonly isCut: boolean
}

const section = (visit: Visit, part: ListPart, rows: readonly DossierRow[]): Html | null => {
  const { t, format } = visit
  return rows.length === 0 ? null : html`<section class="panel" aria-labelledby="part-${part}"><header><h2 id="part-${part}">${t.dayParts[part]} <span class="count">${format.number(rows.length)}</span></h2></header>
${rowsTable(t, t.dayParts[part], rows)}${part === 'late' ? html`<div class="in">${packButton(visit, rows.map(({ id }) => id))}</div>` : null}</section>
`
}

/** The page; a part without a dossier is left out. */
export const dayView = (visit: Visit, { day, isDayOff, parts, isCut }: DayPage): Html => {
  const { t } = visit
  const isQuiet = listParts.every((part) => parts[part].length === 0)
  return html`<div class="headline"><h1>${t.day.title}</h1><p class="quiet">${day}</p></div>
${isDayOff ? html`<p class="notice">${t.day.off}</p>` : null}
${isQuiet ? html`<section class="panel"><p role="status">${t.day.quiet}</p></section>` : listParts.map((part) => section(visit, part, parts[part]))}
${isCut ? html`<p class="quiet">${t.day.cut}</p>` : null}
<p class="noPrint"><a href="/notices/settings">${t.mail.settings}</a></p>`
}
