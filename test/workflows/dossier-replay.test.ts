/** Closed dossiers under another revision: dates, verdicts, and why some do not fit. The same revision reproduces everything: on random ways here, for a year of dossiers in the sample agency's test. */
import t from 'tap'
import fc from '../support/property.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { replay } from '../../workflows/dossier/replay.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { acts, local, receive, rulesFor, special, staff } from '../support/dossiers.ts'
import { changed } from '../support/procedures.ts'
import { peopleFor, startOf, walk, walked } from '../support/walks.ts'

const rules = rulesFor(special)
const closed = acts(receive(rules, '2024-06-10T08:00', { by: staff.nam, accept: false }), [staff.nam, 'VERIFY', '2024-06-10T09:00'], [staff.nam, 'STEP_DONE', '2024-06-14T10:00'], [staff.nam, 'RESULT_DELIVERED', '2024-06-17T08:00'])
const under = (definition: ProcedureDefinition) =>
  replay({ dossier: closed.dossier, entries: closed.entries.map(({ entry }) => entry), own: rules.compiled, calendarOf: () => rules.calendar }, compile(definition))

t.test('under its own revision it comes out as it was, with the limit of its special case', async (t) => {
  const found = under(special)
  if ('fault' in found) return t.fail(found.fault)
  t.same([found.dossier.clock, found.dossier.timeliness, found.path], [closed.dossier.clock, 'early', ['check', 'verify', 'ready', 'end']])
})

t.test('under a shorter limit it is late, by its own instants', async (t) => {
  const found = under({ ...special, limitVariants: { verification: { limit: { unit: 'workingDay', amount: 2 }, ground: 'Luật mới' } } })
  if ('fault' in found) return t.fail(found.fault)
  t.equal(local(found.dossier.clock.dueAtMs), '2024-06-12T17:00')
  t.match(found.dossier, { timeliness: 'late', daysLate: 2 })
})

t.test('what a revision does not take is named with its step, and so is a way that does not end', async (t) => {
  t.same(under(changed(special, (state) => { delete state('check').on?.['VERIFY'] })), { fault: 'event-not-taken', after: 1, event: 'VERIFY', step: 'check' })
  const longer = changed(special, (state, copy) => { state('end').type = 'atomic'; state('end').on = { STEP_DONE: 'archived' }; copy.machine.states['archived'] = { type: 'final', meta: { status: 10 } } })
  t.match(under(longer), { fault: 'not-ended', step: 'end' })
})

/** All that a replay answers about the end of a dossier. */
const endOf = ({ clock, status, state, limitVariant, timeliness, daysLate, timelinessVsOriginal, timelinessRule, receivedAtMs, resultReadyAtMs, deliveredAtMs, closedAtMs }: Dossier): string =>
  canonicalJson({ clock, status, state, limitVariant, timeliness, daysLate, timelinessVsOriginal, timelinessRule, receivedAtMs, resultReadyAtMs, deliveredAtMs, closedAtMs })

t.test('under its own revision every closed dossier comes out as it was, whatever way it went through whatever procedure', async (t) => {
  const procedures = shippedProcedures().filter(({ kind }) => kind !== 'log')
  const replayed = new Map<string, number>()
  for (const definition of [...procedures, special]) {
    const own = rulesFor(definition)
    const people = peopleFor(own)
    const by = people.find(({ roles }) => roles.length > 5) ?? people.at(-1)!
    fc.assert(fc.property(fc.array(walk, { minLength: 3, maxLength: 3 }), fc.nat(2300), fc.boolean(), (choices, day, online) => {
      const { dossier, entries } = walked(own, receive(own, `${startOf(definition, day)}T09:40`, { by, accept: !online }), people, choices.flat())
      if (!dossier.done) return
      const found = replay({ dossier, entries: entries.map(({ entry }) => entry), own: own.compiled, calendarOf: () => own.calendar }, own.compiled)
      if ('fault' in found) throw new Error(`${definition.code} ${definition.revision}: ${JSON.stringify(found)} of ${entries.map(({ entry }) => entry.event).join(' ')}`)
      if (endOf(found.dossier) !== endOf(dossier)) throw new Error(`${definition.code} ${definition.revision}: ${endOf(found.dossier)} instead of ${endOf(dossier)} after ${entries.map(({ entry }) => entry.event).join(' ')}`)
      replayed.set(definition.code, (replayed.get(definition.code) ?? 0) + 1)
    }), { numRuns: 6 })
  }
  const sum = [...replayed.values()].reduce((a, b) => a + b, 0)
  t.ok(sum > procedures.length, `${sum} closed dossiers of ${replayed.size} of ${procedures.length + 1} procedures`)
})
