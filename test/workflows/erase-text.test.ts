/** What identifies an applicant is found in words however they are written, and nobody else's. */
import t from 'tap'
import fc from '../support/property.ts'
import { erasedMark, wantedOf, withoutPerson } from '../../workflows/evidence/erase-text.ts'

const person = { name: 'Đặng Thị Ước', phone: '0912 345 678', email: 'uoc.dang+1@example.vn', idNumber: '001190012345' }
const wanted = wantedOf(person)
const left = (note: string): string => withoutPerson({ note }, wanted).left.note

t.test('with or without marks, in any case, with blanks, dots, a country code: it goes, and what stands beside it stays', async () => {
  const bare = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  const forms = fc.constantFrom(
    ...['Đặng Thị Ước', 'ĐẶNG  THỊ\nƯỚC', bare('đặng thị ước'), 'Đặng Thị Ước'.normalize('NFD'), '0912345678', '0912.345.678', '+84 912 345 678', '84912345678', '(0912) 345678'.replace(/[()]/g, ''), 'UOC.DANG+1@example.vn', '001190012345', '0011 9001 2345'])
  const beside = fc.stringMatching(/^[a-zà-ỹ,.;() ]{0,20}$/u)
  fc.assert(fc.property(beside, forms, beside, (before, form, after) => {
    const text = left(`${before} ${form} ${after}`)
    return text === `${before} ${erasedMark} ${after}`.normalize('NFC')
  }), { numRuns: 300 })
})

t.test('a longer name, a longer number, an id, a sum and a day are somebody else\'s', async (t) => {
  for (const text of ['Đặng Thị Ướcmơ', 'Nguyễn Đặng Thị', '10912345678', '09123456789', 'xuoc.dang+1@example.vn', '20011900123456']) t.equal(left(text), text)
  t.equal(left('Nguyễn Thị Ước'), 'Nguyễn Thị Ước')
  const record = { id: '01912345-6780-7000-8000-001190012345', hash: `${'0'.repeat(54)}0912345678`, dueOn: '2026-01-01', tasks: [{ text: 'Gọi 0912345678', evidence: [{ note: 'đã gọi bà Ước' }] }] }
  t.same(withoutPerson(record, wanted), { left: { ...record, tasks: [{ text: `Gọi ${erasedMark}`, evidence: [{ note: 'đã gọi bà Ước' }] }] }, found: ['phone'] })
  t.same(wantedOf({ name: '', phone: '12', email: null, idNumber: '-' }), [], 'too little to look for')
})
