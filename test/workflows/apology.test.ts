/** Apologies against T-1: NĐ 61/2018/NĐ-CP art. 19.9, annex B. */
import fc from '../support/property.ts'
import t from 'tap'
import type { ApologyLine } from '../../schemas/apology.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { addDays, workingDayAfter } from '../../workflows/calendar/index.ts'
import { apologyLine, apologyReason, countApologies, isApologyToPrepare } from '../../workflows/dossier/apology.ts'
import { act, acts, at, receive, rulesFor, staff } from '../support/dossiers.ts'

const { lan, hung, nam, dung, khoa } = staff
const rules = rulesFor({ ...shippedProcedure('P1')!, limit: { unit: 'workingDay', amount: 5 } })
const inHand = acts(receive(rules, '2024-06-10T08:00'), [lan, 'HAND_OVER', '2024-06-10T08:30'], [hung, 'ASSIGN', '2024-06-10T09:00', { to: nam }])
const late = acts(inHand, [nam, 'STEP_DONE', '2024-06-18T09:00'], [dung, 'STEP_DONE', '2024-06-18T10:00'], [khoa, 'RESULT_SIGNED', '2024-06-19T09:00'])
const lineOf = (one: typeof inHand, on: string | null, now = '2024-07-01T08:00'): ApologyLine | null =>
  apologyLine(rules.calendar, { dossier: one.dossier, field: null, issued: null, letter: on === null ? null : { number: '1/TXL', on } }, at(now))

t.test('an apology is in time up to T-1, and late by working days after it', async (t) => {
  fc.assert(fc.property(fc.integer({ min: -4, max: 60 }), (days) => {
    const line = lineOf(late, addDays('2024-06-14', days))
    return line?.lastDayOn === '2024-06-14' && line.dueOn === '2024-06-17' && (line.standing === 'kept') === (days <= 0) && line.daysAfterDue === days - 3
      && (days > 0 || line.workingDaysLate === 0) && (line.workingDaysLate === 0 || addDays('2024-06-14', days) >= workingDayAfter(rules.calendar, '2024-06-14', line.workingDaysLate ?? 0))
  }))
  t.match(lineOf(late, '2024-06-24'), { standing: 'late', workingDaysLate: 6, daysAfterDue: 7, resultAt: '2024-06-19T09:00:00+07:00' })
})

t.test('a late result without one is missing it; an open dossier is from its due instant on', async (t) => {
  t.match(lineOf(late, null), { standing: 'missing', madeOn: null, workingDaysLate: null })
  t.equal(lineOf(inHand, null, '2024-06-17T16:00'), null)
  t.match(lineOf(inHand, null, '2024-06-17T17:01'), { standing: 'missing' })
  const told = act(inHand, [dung, 'APOLOGY_ISSUED', '2024-06-14T10:00', { reason: 'Chờ', newDueOn: '2024-06-20' }])
  const issued = { at: '2024-06-14T10:00:00+07:00', dueBefore: '2024-06-17T17:00:00+07:00', newDueAt: '2024-06-20T17:00:00+07:00', number: null }
  const kept = apologyLine(rules.calendar, { dossier: told.dossier, field: null, issued, letter: { number: '2', on: '2024-06-20' } }, at('2024-06-18T08:00'))
  t.match(kept, { standing: 'kept', by: 'issued', newDueAt: '2024-06-20T17:00:00+07:00', dueOn: '2024-06-17' }, 'the first of several')
  t.same(countApologies([kept!, lineOf(late, null)!, lineOf(late, '2024-06-24')!]), { total: 3, withApology: 2, withoutApology: 1, kept: 1, late: 1 })
})

t.test('the letter is prepared from T-1 on, when the dossier will hardly be in time', async (t) => {
  const isReady = (one: typeof inHand, now: string): boolean => isApologyToPrepare(rules, one.dossier, at(now))
  t.notOk(isReady(inHand, '2024-06-13T16:00'), 'T-1 has not come')
  t.ok(isReady(inHand, '2024-06-14T07:30'))
  t.notOk(isReady(late, '2024-06-24T08:00'), 'the result is there')
  const nearly = acts(inHand, [nam, 'STEP_DONE', '2024-06-13T09:00'], [dung, 'STEP_DONE', '2024-06-14T07:30'])
  t.notOk(isReady(nearly, '2024-06-14T07:35'), 'only the signature is missing')
  t.ok(isReady(nearly, '2024-06-17T17:01'), 'the due instant is over')
  const { dossier } = inHand
  t.notOk(isReady({ ...inHand, dossier: { ...dossier, clock: { ...dossier.clock, apologies: 1 } } }, '2024-06-18T08:00'), 'somebody apologised already')
  t.match(apologyReason(rules, inHand.dossier, at('2024-06-14T07:30')), /bước/)
})
