/** The national calendar 2020 to 2026, read from the text of docs/clock.md, so that it owes nothing to the seed of the service. */
import type { CalendarDay, Session, WorkingCalendar } from '../../schemas/calendar.ts'

/** Year, O (weekday off) or W (Saturday worked), then month-day. */
const annexA = `
2020 O 01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02
2021 O 01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03
2022 O 01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02
2023 O 01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04
2024 O 01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03
2024 W 05-04
2025 O 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02
2025 W 04-26
2026 O 01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24
2026 W 01-10 08-22
`

/** Which day off each worked Saturday was exchanged for (domain 3.4). */
const swappedFor = new Map([
  ['2024-05-04', '2024-04-29'], ['2025-04-26', '2025-05-02'], ['2026-01-10', '2026-01-02'], ['2026-08-22', '2026-08-31'],
])

/** The office day of the built-in calendar: 07:30-11:30 and 13:00-17:00. */
export const officeDay: Session[] = [{ from: '07:30', to: '11:30' }, { from: '13:00', to: '17:00' }]

const annexDay = (on: string, works: boolean): CalendarDay => {
  const pair = [...swappedFor].find(([worked, off]) => worked === on || off === on)
  const kind = works ? 'SWAP_WORK' : pair === undefined ? 'HOLIDAY' : 'SWAP_OFF'
  const decision = pair === undefined ? 'Labour Code 2019 art. 111-112' : `Swap of ${pair.join(' for ')}`
  return { on, kind, decision, knownOn: '2019-12-01' }
}

const readAnnex = (text: string): CalendarDay[] => text.trim().split('\n').flatMap((row) => {
  const [year, letter, ...dates] = row.split(' ')
  return dates.map((date) => annexDay(`${year}-${date}`, letter === 'W'))
})

/** Monday to Friday in two sessions, the days off and worked Saturdays of the calendar, 2020 to 2026. */
export const annexACalendar: WorkingCalendar = {
  id: 'vn', version: 1, zone: 'Asia/Ho_Chi_Minh', coversFrom: '2020-01-01', coversTo: '2026-12-31',
  weekly: [{ validFrom: '2020-01-01', days: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []], decision: 'Annex A' }],
  days: readAnnex(annexA), sameDayCutOff: '15:00',
}
