/** Since when somebody holds a role, who is new, what is lacking: held against a walk day by day. */
import t from 'tap'
import { competenceOf, heldSince, newcomerDays } from '../../workflows/quality/competence.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import fc from '../support/property.ts'

const start = '2026-01-01'
const grant = fc.record({ from: fc.integer({ min: 0, max: 300 }), days: fc.option(fc.integer({ min: -1, max: 120 }), { nil: null }) })
  .map(({ from, days }) => ({ role: 'specialist' as const, validFrom: addDays(start, from), validTo: days === null ? null : addDays(start, from + days) }))

t.test('the first day is the last one before which the role was not held', async () => {
  fc.assert(fc.property(fc.array(grant, { maxLength: 8 }), fc.integer({ min: 0, max: 400 }), (grants, day) => {
    const on = addDays(start, day)
    const isHeld = (at: string): boolean => grants.some(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo >= at))
    let walked = isHeld(on) ? on : null
    while (walked !== null && isHeld(addDays(walked, -1))) walked = addDays(walked, -1)
    return heldSince(grants, on) === walked
  }))
})

t.test('somebody is new for ninety days, and is no beginner because their unit was merged', async (t) => {
  const facts = {
    accountId: 'a', fullName: 'A', held: [{ role: 'specialist' as const, unitId: 'new', onBehalfOf: null }], toRead: 3, read: 3, trainedOn: [],
    grants: [{ role: 'specialist' as const, validFrom: '2026-01-01', validTo: '2026-06-30' }, { role: 'specialist' as const, validFrom: '2026-07-01', validTo: null }],
  }
  t.match(competenceOf(facts, '2026-07-15'), { roles: [{ since: '2026-01-01', isNew: false }], gaps: ['noTraining'] })
  const beginner = { ...facts, grants: facts.grants.slice(1) }
  t.match(competenceOf(beginner, addDays('2026-07-01', newcomerDays - 1)), { roles: [{ since: '2026-07-01', isNew: true }], gaps: ['newUntrained', 'noTraining'] })
  t.equal(competenceOf(beginner, addDays('2026-07-01', newcomerDays)).roles[0]?.isNew, false)
  t.same(competenceOf({ ...beginner, trainedOn: ['2026-06-20'] }, '2026-07-15').gaps, ['newUntrained'], 'trained for another task')
  t.same(competenceOf({ ...beginner, trainedOn: ['2026-07-10'], read: 2 }, '2026-07-15').gaps, ['unread'])
  t.match(competenceOf({ ...facts, held: [{ role: 'specialist', unitId: 'x', onBehalfOf: 'b' }] }, '2026-07-15').roles, [{ since: null, isNew: false }], 'standing in begins nothing')
})
