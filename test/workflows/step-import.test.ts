/** Published step tables: what a cell says, and what is told where it says nothing that can be counted. */
import t from 'tap'
import type { Sheet } from '../../schemas/step-table.ts'
import { check } from '../../workflows/procedure/check.ts'
import { limitIn, roleIn, unitIn } from '../../workflows/procedure/table/import-cells.ts'
import { readSteps, tableOfLines } from '../../workflows/procedure/table/import.ts'
import { tableOf } from '../../workflows/procedure/table/read.ts'
import { nameOfRow } from '../../workflows/procedure/table/rows.ts'
import { skeletonOf } from '../../workflows/procedure/table/skeleton.ts'
import { definitionOf } from '../../workflows/procedure/table/write.ts'

const sheet = (...rows: readonly (readonly string[])[]): Sheet => ({ name: '1', rows: rows.map((cells, index) => ({ number: index + 1, cells, copied: [] })) })

t.test('a time is read as it is written, parts of a day as hours, and nothing else is guessed', async (t) => {
  const cases: readonly (readonly [string, Parameters<typeof limitIn>[1], string])[] = [
    ['04 giờ làm việc', null, '4 workingHour'], ['02 ngày làm việc', null, '2 workingDay'], ['0,5 ngày', null, '4 workingHour dayToHours'], ['1/2 ngày', null, '4 workingHour dayToHours'], ['½ ngày làm việc', null, '4 workingHour dayToHours'],
    ['1 1/2 ngày', null, '12 workingHour dayToHours'], ['0.25', 'workingDay', '2 workingHour dayToHours'], ['4', 'workingHour', '4 workingHour'], ['03 ngày', null, '3 workingDay dayAsWorking'], ['1 buổi', null, '4 workingHour dayToHours'],
    ['Không quá 02 ngày làm việc', null, '2 workingDay'], ['Trong ngày', null, '1 sameDay'], ['', 'workingDay', 'none'], ['-', null, 'none'], ['Không quy định', null, 'none'],
    ['4', null, 'none limitUnread'], ['1-2 ngày', null, 'none limitUnread'], ['theo lịch họp', null, 'none limitUnread'], ['46024', 'workingDay', 'none limitUnread'], ['0 ngày', null, 'none limitUnread'], ['1/0 ngày', null, 'none limitUnread'],
  ]
  for (const [cell, heading, wanted] of cases) {
    const { limit, remark } = limitIn(cell, heading, 8)
    t.equal([limit === null ? 'none' : `${limit.amount} ${limit.unit}`, ...(remark === null ? [] : [remark])].join(' '), wanted, `“${cell}” under ${heading}`)
  }
  t.same(['Thời gian (giờ)', 'Thời gian thực hiện (ngày làm việc)', 'Thời gian (ngày)', 'Thời gian'].map(unitIn), ['workingHour', 'workingDay', 'day', null])
})

t.test('who does it is a role where the words name one, and stays words where they name none or two', async (t) => {
  t.same(['Bộ phận Một cửa', 'Cán bộ Một cửa', 'Chuyên viên phòng chuyên môn', 'Lãnh đạo phòng', 'Chủ tịch UBND xã', 'Văn thư', 'Kế toán', 'Văn thư và Kế toán', 'Hội đồng'].map(roleIn),
    ['receptionist', 'receptionist', 'specialist', 'unitHead', 'agencyLeader', 'recordsClerk', 'accountant', null, null])
})

const published = sheet(
  ['QUY TRÌNH NỘI BỘ'], [],
  ['TT', 'Nội dung công việc', 'Trách nhiệm', 'Thời gian (ngày làm việc)', 'Biểu mẫu/Kết quả', 'Ghi chú'],
  ['B1', 'Tiếp nhận hồ sơ', 'Bộ phận Một cửa', '0,5', 'Mẫu số 01', ''],
  ['B2', 'Thẩm định hồ sơ', 'Chuyên viên', '1', 'Dự thảo', 'Kiểm tra thực địa khi cần'],
  ['B3', 'Họp xét', 'Hội đồng', 'theo lịch', '', ''],
  ['B4', 'Ký duyệt', 'Chủ tịch UBND', '04 giờ', 'Giấy chứng nhận', ''],
  ['B5', 'Trả kết quả cho công dân', 'Bộ phận Một cửa', '', '', ''],
  ['', 'Tổng cộng', '', '03', '', ''],
)

t.test('a published table becomes steps one after the other, each doubt with the number of its row', async (t) => {
  const read = readSteps([sheet(['x']), published], 8)!
  t.same(read.lines.map(({ row, use }) => `${row} ${use}`), ['4 step', '5 step', '6 step', '7 step', '8 result', '9 total'])
  const doubts = read.lines.flatMap(({ row, remarks }) => remarks.map(({ remark }) => `${row} ${remark}`))
  t.same(doubts, ['4 dayToHours', '6 limitUnread', '6 roleUnread', '9 totalDiffers'])
  const frame = skeletonOf({ code: 'QT', title: { vi: 'Thử', en: 'Trial' }, kind: 'tthc', limit: { unit: 'workingDay', amount: 2 } }, '2026-01-01')
  const { table, notes } = tableOfLines(tableOf(frame), read)
  t.equal(notes.length, doubts.length)
  const definition = definitionOf(table, frame)
  t.same(Object.keys(definition.machine.states['processing']?.states ?? {}).length, 4)
  t.equal(nameOfRow(table.rows.find(({ id }) => id === 'resultReady')!).vi, 'Trả kết quả cho công dân')
  t.same(check(definition).map(({ rule }) => rule), ['step-without-role'], 'what was not understood is open, and the rest runs: 4 + 8 + 4 hours are two days')
})

t.test('rows under a merged cell are steps of their own, and titles over sub-rows are none', async (t) => {
  const rows = [
    { number: 1, cells: ['Bước', 'Nội dung', 'Đơn vị', 'Thời gian (giờ)'], copied: [] }, { number: 2, cells: ['1', 'Thẩm tra', 'Chuyên viên', '8'], copied: [] }, { number: 3, cells: ['1', 'Thẩm tra', 'Trưởng phòng', '2'], copied: [0, 1] },
    { number: 4, cells: ['2', 'Phát hành', '', ''], copied: [] }, { number: 5, cells: ['2.1', 'Cấp số', 'Văn thư', '1'], copied: [] },
  ]
  const read = readSteps([{ name: '1', rows }], 8)!
  t.same(read.lines.map(({ use, name }) => `${use} ${name}`), ['step Thẩm tra', 'step Thẩm tra – Trưởng phòng', 'heading Phát hành', 'step Cấp số'])
  t.equal(readSteps([sheet(['a', 'b'], ['c', 'd'])], 8), null)
})
