/** The warning that the working calendar comes to its end, above every page of whoever is to be told. */
import { isTold } from '../../workflows/calendar/index.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

/** Nothing while the end is far. Whoever can extend the calendar gets the way to it. */
export const calendarEndNotice = ({ t, format, person, calendarEnd: end }: Visit): Html | null => {
  if (person === null || end === null) return null
  const roles = new Set(person.reader.roles.map(({ role }) => role))
  const mayExtend = roles.has('businessAdmin')
  if (!isTold(end, mayExtend || roles.has('technicalAdmin'))) return null
  const isOver = end.daysLeft < 0
  const on = dateText(end.coversTo)
  const words = isOver ? `${t.calendarEnd.over(on)} ${t.calendarEnd.overWhy}` : `${t.calendarEnd.soon(on, format.number(end.daysLeft))} ${mayExtend ? t.calendarEnd.adminWhy : t.calendarEnd.staff}`
  return html`<p class="notice${isTold(end, false) ? ' bad' : ''} noPrint" id="calendarEnd">${words}${mayExtend ? html` <a href="/admin/calendars/draft">${t.calendarEnd.admin}</a>` : null}</p>
`
}
