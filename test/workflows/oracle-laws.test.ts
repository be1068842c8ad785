/** The independent count against a third reading, asking of each day and minute whether the clock stood; random calendars are valid. */
import t from 'tap'
import fc from '../support/property.ts'
import Value from 'typebox/value'
import { WorkingCalendar } from '../../schemas/calendar.ts'
import { arbitraryCalendar, arbitraryClocks } from '../support/arbitrary-calendar.ts'
import {
  oracleDatePlus, oracleDue, oracleWorkingDaysAfter, oracleWorkingMinutes, type Moment, type OracleInput,
} from '../support/oracle-calendar.ts'

const order = (a: Moment, b: Moment): number => (a.on === b.on ? a.minute - b.minute : a.on < b.on ? -1 : 1)
const worksOn = (cal: WorkingCalendar, on: string): boolean => oracleWorkingDaysAfter(cal, oracleDatePlus(on, -1), on) === 1

/** The date on which the budget of days runs out, asking each day after the receipt whether the clock stood. */
const walkedDays = (cal: WorkingCalendar, { received, limit, stops }: OracleInput): string => {
  let on = received.on
  while (!worksOn(cal, on)) on = oracleDatePlus(on, 1)
  for (let left = limit.amount; left > 0;) {
    on = oracleDatePlus(on, 1)
    const stopped = stops.some((stop) => stop.from.on < on && on <= stop.to.on)
    if (worksOn(cal, on) && !stopped) left--
  }
  return on
}

/** The moment at which the budget of hours runs out, asking each minute whether it is worked and whether the clock stood. */
const walkedMinutes = (cal: WorkingCalendar, { received, limit, stops }: OracleInput): Moment => {
  let { on, minute } = received
  let left = Math.round(limit.amount * 60)
  for (;; minute++) {
    if (minute === 1440) {
      on = oracleDatePlus(on, 1)
      minute = 0
    }
    const now = { on, minute }
    if (oracleWorkingMinutes(cal, now, { on, minute: minute + 1 }) !== 1) continue
    if (!stops.some((stop) => order(stop.from, now) <= 0 && order(now, stop.to) < 0)) left--
    if (left === 0) return { on, minute: minute + 1 }
  }
}

/** What the third reading says, or undefined where it has no say: a reset, another unit, or a limit that ran out before a stop began. */
const walked = (cal: WorkingCalendar, input: OracleInput): string | undefined => {
  const last = input.stops.at(-1)?.from
  if (input.onResume === 'reset') return undefined
  if (input.limit.unit === 'workingDay') {
    const on = walkedDays(cal, input)
    return last !== undefined && on <= last.on ? undefined : on
  }
  if (input.limit.unit !== 'workingHour') return undefined
  const end = walkedMinutes(cal, input)
  return last !== undefined && order(end, last) <= 0 ? undefined : `${end.on} ${end.minute}`
}

t.test('the count agrees with asking every day and minute, while the limit has not run out before a stop', async (t) => {
  let compared = 0
  fc.assert(fc.property(arbitraryClocks(40), ({ cal, inputs }) => {
    for (const input of inputs) {
      const due = oracleDue(cal, input)
      if (typeof due === 'string') continue
      const expected = walked(cal, input)
      if (expected === undefined) continue
      if ((input.limit.unit === 'workingDay' ? due.on : `${due.on} ${due.minute}`) !== expected) return false
      compared++
    }
    return true
  }), { numRuns: 400 })
  t.ok(compared > 400, `${compared} compared`)
})

t.test('random calendars are valid: shape, one override a date, all inside, swaps in pairs of one decision', async (t) => {
  fc.assert(fc.property(arbitraryCalendar, (cal) => {
    const swaps = (kind: string) => cal.days.filter((day) => day.kind === kind).map((day) => day.decision).sort()
    const dates = cal.days.map((day) => day.on)
    t.ok(Value.Check(WorkingCalendar, cal))
    t.strictSame(swaps('SWAP_OFF'), swaps('SWAP_WORK'))
    t.equal(new Set(swaps('SWAP_OFF')).size, swaps('SWAP_OFF').length)
    t.equal(new Set(dates).size, dates.length)
    t.ok(dates.every((on) => cal.coversFrom <= on && on <= cal.coversTo))
    t.ok((cal.weekly[0]?.validFrom ?? '') === cal.coversFrom && cal.weekly.every((one) => one.validFrom <= cal.coversTo))
  }), { numRuns: 100 })
})
