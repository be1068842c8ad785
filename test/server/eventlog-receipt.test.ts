/**
 * The receipt phase of a Dutch municipality, 1,434 cases (J.C.A.M. Buijs, 4TU.ResearchData, doi 10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6):
 * both formats say the same, and the two shipped procedures accept what docs/receipt-wabo.md says.
 */
import t, { type Test } from 'tap'
import { readFileSync } from 'node:fs'
import Value from 'typebox/value'
import { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { Conformance, LogCase } from '../../schemas/eventlog.ts'
import { newTally, readLog } from '../../server/eventlog/read.ts'
import { activityTable, eventOf, type ActivityTable } from '../../workflows/conformance/activities.ts'
import { atEnd, replay, replayEvent } from '../../workflows/conformance/replay.ts'
import { compile, type CompiledProcedure } from '../../workflows/procedure/compile.ts'
import { begin } from '../../workflows/procedure/run.ts'
import { need } from '../support/needs.ts'
import { sharedFile } from '../support/shared.ts'

interface Shipped { readonly compiled: CompiledProcedure; readonly table: ActivityTable }
const shipped = (code: string): Shipped => {
  const definition = Value.Parse(ProcedureDefinition, JSON.parse(readFileSync(new URL(`../../storage/seed/procedures/${code}.json`, import.meta.url), 'utf8')))
  return { compiled: compile(definition), table: activityTable(definition) }
}
const twoStrands = shipped('receipt-two-strands')
const wabo = shipped('receipt-wabo')

const csvFile = sharedFile('data/receipt.csv')
const xesFile = sharedFile('data/receipt.xes.gz')
const withLog = (name: string, work: (t: Test) => Promise<unknown>) => t.test(name, async (t) => {
  if (need(t, '../shared/data/receipt.csv', csvFile !== null) && need(t, '../shared/data/receipt.xes.gz', xesFile !== null)) await work(t)
})
let kept: LogCase[] | null = null
const cases = async (): Promise<LogCase[]> => (kept ??= await Array.fromAsync(readLog(csvFile ?? '', { zone: 'Europe/Amsterdam' })))

type Types = readonly (string | null)[]
const typesOf = ({ table }: Shipped, { events }: LogCase): Types => events.map(({ activity }) => eventOf(table, activity))
/** Cases of the same course, with how many there are: replay is pure, so one of each is enough. */
const variantsOf = (procedure: Shipped, log: readonly LogCase[]): { types: Types; cases: number }[] =>
  [...Map.groupBy(log.map((one) => typesOf(procedure, one)), (types) => types.join(' ')).values()].map((same) => ({ types: same[0] ?? [], cases: same.length }))
const counts = (procedure: Shipped, log: readonly LogCase[]): Record<Conformance, number> => {
  const found = { conforming: 0, running: 0, deviating: 0 }
  for (const { types, cases: number } of variantsOf(procedure, log)) found[replay(procedure.compiled, types).verdict] += number
  return found
}
const word = (events: string) => events.split(' ').map((event) => (event === 'C' ? 'CONFIRM' : event))
const verdict = ({ compiled }: Shipped, events: string): Conformance => replay(compiled, word(events)).verdict

withLog('both formats of the log hold the same cases', async (t) => {
  const tally = newTally()
  const byId = (a: LogCase, b: LogCase) => (a.caseId < b.caseId ? -1 : 1)
  const fromXes = await Array.fromAsync(readLog(xesFile ?? '', { zone: 'Europe/Amsterdam', tally }))
  t.same(tally, { cases: 1434, events: 8577, skippedByLifecycle: 0 })
  t.equal(JSON.stringify(fromXes.sort(byId)), JSON.stringify((await cases()).toSorted(byId)))
})

withLog('by instant 952 cases ended in time, 377 late, 105 are open', async (t) => {
  const ends = (await cases()).map(({ attributes }) => attributes)
  const ended = ends.filter(({ endAtMs }) => endAtMs !== null)
  const late = ended.filter(({ endAtMs, deadlineAtMs }) => Number(endAtMs) > Number(deadlineAtMs))
  t.same([ended.length - late.length, late.length, ends.length - ended.length], [952, 377, 105])
})

withLog('the two strands alone: 1135 conform, 146 are running, 153 deviate', async (t) =>
  t.same(counts(twoStrands, await cases()), { conforming: 1135, running: 146, deviating: 153 }))

withLog('the readable whole: 1270 conform, 160 are running, 4 deviate', async (t) =>
  t.same(counts(wabo, await cases()), { conforming: 1270, running: 160, deviating: 4 }))

withLog('every activity of the log is an event of the procedure', async (t) => {
  const unknown = (await cases()).flatMap((one) => one.events.filter(({ activity }) => eventOf(wabo.table, activity) === null))
  t.same(unknown, [])
})

/** Mulberry32: the same numbers in every run. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  const mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((again ^ (again >>> 14)) >>> 0) / 4_294_967_296
}
const shuffled = <T>(list: readonly T[], random: () => number): T[] =>
  list.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key).map(({ value }) => value)

withLog('it is no machine that accepts everything: of the same cases in random order it refuses at least 19 of 20', async (t) => {
  const random = seeded(20121)
  const long = (await cases()).filter(({ events }) => events.length >= 6)
  const refused = long.filter((one) => replay(wabo.compiled, shuffled(typesOf(wabo, one), random)).verdict === 'deviating')
  t.ok(refused.length / long.length >= 0.95, `${refused.length} of ${long.length}`)
})

interface Place { readonly visits: number; readonly used: ReadonlySet<string>; readonly offered: number }

/** The places that allowed cases pass: how many pass, what they did next, and on how many events the procedure was open. */
const placesOf = ({ compiled }: Shipped, variants: readonly { types: Types; cases: number }[]): Place[] => {
  const places = new Map<string, Place>()
  for (const { types, cases: number } of variants) {
    let at: Parameters<typeof replayEvent>[1] = begin(compiled)
    for (const [index, type] of types.entries()) {
      const key = types.slice(0, index).join(' ')
      const { state } = at
      const known = places.get(key) ?? { visits: 0, used: new Set(), offered: new Set(open(compiled, state)).size }
      places.set(key, { ...known, visits: known.visits + number, used: new Set([...known.used, type ?? '']) })
      const { to, done } = replayEvent(compiled, at, type)
      at = { state: to, done }
    }
  }
  return [...places.values()]
}
const open = (compiled: CompiledProcedure, state: Parameters<typeof replayEvent>[1]['state']) =>
  replayEvent(compiled, { state, done: false }, null).deviation?.allowed ?? []

withLog('four of five events that it offers where cases pass were really used; of a machine that accepts everything one in ten', async (t) => {
  const allowed = variantsOf(wabo, await cases()).filter(({ types }) => replay(wabo.compiled, types).verdict !== 'deviating')
  const places = placesOf(wabo, allowed)
  const sum = (of: (place: Place) => number): number => places.reduce((total, place) => total + place.visits * of(place), 0)
  const used = sum(({ used }) => used.size)
  const precision = used / sum(({ offered }) => offered)
  t.ok(precision > 0.79 && precision < 1, precision.toFixed(3))
  const anything = used / sum(() => wabo.compiled.eventTypes.size)
  t.ok(anything < 0.12, anything.toFixed(3))
})

t.test('cases that docs/receipt-wabo.md names', async (t) => {
  const named: Record<string, Conformance> = {
    'C T02 T04 T05 T06 T10': 'conforming',
    'C T06 T10 T02 T03 T02 T04 T05': 'conforming',
    'C T02 T04 T03 T02 T04 T05 T06 T10': 'conforming',
    'C T06 T07-1 T07-2 T06 T10 T02 T04 T05': 'conforming',
    'C T06 T08 T07-5 T09-4 T06 T10 T02 T04 T05': 'conforming',
    'C T06 T10 T11 T12 T02 T04 T05 T13 T12 T14 T15': 'conforming',
    'C T02 T04 T05 T06 T10 T16 T17 T18 T17 T19 T20': 'conforming',
    'C': 'running', 'C T02 T04 T05': 'running', 'C T02 T04 T05 T06 T10 T11': 'running', 'C T06 T10 T02 T03': 'running',
    'C T02 T05 T06 T10': 'deviating',
    'C T06 T06 T10 T02 T04 T05': 'deviating',
    'C T06 T09-1 T06 T10 T02 T04 T05': 'deviating',
    'C T06 T08 T06 T10 T02 T04 T05': 'deviating',
    'C T06 T08 T09-3 T09-1 T06 T10 T02 T04 T05': 'deviating',
    'C T02 T04 T05 T06 T10 T11 T16': 'deviating',
    'C T02 T03 T04 T05 T06 T10': 'deviating',
    'T02 C': 'deviating',
  }
  for (const [events, expected] of Object.entries(named)) t.equal(verdict(wabo, events), expected, events)
})

t.test('loops are bounded: five corrections of one paper, nine advices', async (t) => {
  const correct = (times: number) => `C T02 ${'T03 T02 '.repeat(times)}T04 T05 T06 T10`
  const advise = (times: number) => `C T02 T04 T05 T06 ${'T07-1 T06 '.repeat(times)}T10`
  t.same([verdict(wabo, correct(5)), verdict(wabo, correct(6))], ['conforming', 'deviating'])
  t.same([verdict(wabo, advise(9)), verdict(wabo, advise(10))], ['conforming', 'deviating'])
  const { entries } = replay(wabo.compiled, word(correct(6)))
  t.same(entries.flatMap(({ deviation }) => deviation?.rule ?? []), ['guard-refused', 'event-not-allowed'])
})

t.test('a deviation is kept with what was allowed instead, moves nothing, and the case goes on', async (t) => {
  const { entries, state, done, verdict: found } = replay(twoStrands.compiled, ['CONFIRM', 'T04', null, 'T02', 'T04', 'T05', 'T06', 'T10', 'T10'])
  t.same(entries.map(({ deviation }) => deviation), [
    null, { rule: 'event-not-allowed', allowed: ['T02', 'T06'] }, { rule: 'activity-unknown', allowed: ['T02', 'T06'] },
    null, null, null, null, null, { rule: 'dossier-closed', allowed: [] },
  ])
  for (const { deviation, from, to, entered, left } of entries) {
    if (deviation !== null) t.same([to, entered, left], [from, [], []])
  }
  t.same([entries[0]?.entered, entries[3]?.left, entries[3]?.entered, entries[7]?.active],
    [['work.receipt.toCheck', 'work.advice.toConsider'], ['work.receipt.toCheck'], ['work.receipt.toDetermine'], ['finished']])
  t.same([done, atEnd(twoStrands.compiled, { state, done }), found], [true, true, 'deviating'])
})
