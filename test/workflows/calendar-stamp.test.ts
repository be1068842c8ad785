/** Timestamps of event logs. */
import t from 'tap'
import { stampToMs, zoneExists } from '../../workflows/calendar/index.ts'

t.test('the spellings of one instant mean the same', async (t) => {
  const expected = Date.parse('2011-12-06T12:41:31.788Z')
  for (const text of [
    '2011-12-06 13:41:31.788000+01:00', '2011-12-06T13:41:31.788+01:00', '2011-12-06T12:41:31.788Z', '2011-12-06T13:41:31.788+0100',
    '2011-12-06 13:41:31.788999999 +01', '2011-12-06 13:41:31.788',
  ]) t.equal(stampToMs(text, 'Europe/Amsterdam'), expected, text)
})

t.test('a date alone is the first or the last millisecond of the local day', async (t) => {
  t.equal(stampToMs('2021-05-10', 'Asia/Ho_Chi_Minh'), Date.parse('2021-05-10T00:00:00+07:00'))
  t.equal(stampToMs('2021-05-10', 'Asia/Ho_Chi_Minh', 'end'), Date.parse('2021-05-11T00:00:00+07:00') - 1)
})

t.test('day, month and year with slashes are read in that order, with a time before or behind', async (t) => {
  const expected = Date.parse('2021-05-06T09:40:00+07:00')
  for (const text of ['06/05/2021 09:40', '6/5/2021 9:40', '09:40 06/05/2021', '06/05/2021 09:40:00']) t.equal(stampToMs(text, 'Asia/Ho_Chi_Minh'), expected, text)
  t.equal(stampToMs('06/05/2021', 'Asia/Ho_Chi_Minh', 'end'), stampToMs('2021-05-06', 'Asia/Ho_Chi_Minh', 'end'))
})

t.test('what is no instant is none', async (t) => {
  for (const text of ['', '31/02/2021', '05/13/2021', '09:40 06/05/2021 09:40', '06/05/21', 'x', '2021-02-30', '2021-02-30 09:00', '2021-05-10 25:00', '0001-01-01', '9999-01-01T00:00:00Z', '2021-05-10T09:00:00+99:00', `2021-05-10 ${'+'.repeat(1e5)}`]) {
    t.equal(stampToMs(text, 'Asia/Ho_Chi_Minh'), null, text.slice(0, 40))
  }
})

t.test('zones are known by name only', async (t) => {
  t.same(['Asia/Ho_Chi_Minh', 'UTC', 'Mars/Base', '+07:00'].map(zoneExists), [true, true, false, false])
})
