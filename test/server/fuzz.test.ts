import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import { at, withService, type Json } from '../support/live.ts'

t.setTimeout(300_000)
const live = await withService(t)
const day = '2026-01-01'
const { units, people } = live.home
const accountOf = (name: string): string => people.get(name)?.accountId ?? ''
const filing = {
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Văn Mẫu', phone: '0900 000 001', email: 'a@b.vn' },
  subject: 'Việc thử', papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: units.DESK, responsibleUnitId: units.D1,
}
const received = await live.ask('/api/v1/dossiers', { as: 'lan', body: filing, headers: { 'idempotency-key': 'first' } })
const { definition } = (await live.ask('/api/v1/procedures/P1/1', { as: 'lan' })).json as { definition: Json }
const calendar = (await live.ask('/api/v1/calendars/test', { as: 'lan' })).json

interface Target { readonly method: 'POST' | 'PUT'; readonly path: string; readonly as: string; readonly body: Json; readonly runs: number }
const targets: readonly Target[] = [
  { method: 'POST', path: '/api/v1/dossiers', as: 'lan', body: filing, runs: 250 },
  {
    method: 'POST', path: `/api/v1/dossiers/${String(at(received.json, 'id'))}/events`, as: 'lan', runs: 250,
    body: { type: 'WITHDRAW', step: 'received', reason: 'Thử', paper: { number: '1/TB', on: day }, assigneeId: accountOf('nam'), choice: 'x', newDueOn: day, papers: filing.papers },
  },
  { method: 'POST', path: '/api/v1/session', as: 'lan', body: { userName: 'nobody-here', password: 'x' }, runs: 20 },
  { method: 'POST', path: '/api/v1/units', as: 'boss', body: { code: 'X', name: { vi: 'X', en: 'X' }, kind: 'department', parentId: units.ROOT, validFrom: day, validTo: day }, runs: 120 },
  { method: 'POST', path: '/api/v1/accounts', as: 'boss', body: { userName: 'thu', fullName: 'Người Thử' }, runs: 60 },
  { method: 'POST', path: '/api/v1/grants', as: 'boss', body: { accountId: accountOf('lan'), unitId: units.D1, role: 'specialist', validFrom: day, validTo: null }, runs: 120 },
  {
    method: 'POST', path: '/api/v1/substitutions', as: 'boss', runs: 120,
    body: { absentAccountId: accountOf('lan'), substituteAccountId: accountOf('nam'), role: null, validFrom: day, validTo: day, decision: 'QĐ 1' },
  },
  {
    method: 'POST', path: '/api/v1/due', as: 'lan', runs: 200,
    body: { from: '2021-05-06T09:40', limit: { unit: 'workingDay', amount: 2 }, stops: [{ from: '2021-05-07T08:00:00+07:00', to: null, kind: 'x' }], onResume: 'reset' },
  },
  { method: 'POST', path: '/api/v1/procedures/check', as: 'lan', body: definition, runs: 150 },
  { method: 'PUT', path: '/api/v1/calendars/test', as: 'boss', body: calendar, runs: 60 },
  { method: 'POST', path: '/api/v1/routes', as: 'boss', body: { procedureCode: 'P1', responsibleUnitId: units.D1, validFrom: '2099-01-01', decision: 'QĐ 1' }, runs: 60 },
  { method: 'POST', path: `/api/v1/units/${units.D1}/rename`, as: 'boss', body: { name: { vi: 'X', en: 'X' }, from: day, decision: 'QĐ 1' }, runs: 60 },
  { method: 'POST', path: `/api/v1/units/${units.D2}/close`, as: 'boss', body: { lastDay: '2099-01-01', decision: 'QĐ 1', successorId: units.D1 }, runs: 60 },
  { method: 'POST', path: `/api/v1/accounts/${accountOf('far')}/close`, as: 'boss', body: { decision: 'QĐ 1' }, runs: 20 },
  {
    method: 'POST', path: '/api/v1/unit-mergers', as: 'boss', runs: 60,
    body: { unitIds: [units.DESK, units.D1], into: { code: 'M', name: { vi: 'M', en: 'M' }, kind: 'department', parentId: units.ROOT }, from: '2098-01-01', decision: 'QĐ 1' },
  },
  {
    method: 'POST', path: `/api/v1/units/${units.DESK}/divide`, as: 'boss', runs: 60, body: {
      parts: [{ code: 'A', name: { vi: 'A', en: 'A' }, kind: 'department' }, { code: 'B', name: { vi: 'B', en: 'B' }, kind: 'department' }], from: '2098-01-01', decision: 'QĐ 1',
      people: [{ accountId: accountOf('lan'), part: 1 }], procedures: [{ procedureCode: 'P1', part: 0 }],
    },
  },
]

/** Every place in a JSON value, as a list of keys. */
const places = (value: Json, path: readonly string[] = []): (readonly string[])[] =>
  [path, ...(typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, member]) => places(member, [...path, key])) : [])]

const replaced = (value: Json, [key, ...rest]: readonly string[], by: Json): Json => {
  if (key === undefined) return by
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, Json>
  copy[key] = replaced(copy[key], rest, by)
  return copy
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as Arbitrary<Json>,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom<Json>('', ' ', '2026-02-30', '0000-00-00', '0001-01-01', '9999-12-31', '2026-01-01T25:61:00Z', '+275760-09-13T00:00:00Z', '\u0000', '\ud800', '\u202e', '../..', '__proto__',
    'constructor', 'toString', "'; drop table dossier; --", '1e309', -1, 1e21, 0.1, Number.MAX_SAFE_INTEGER, 2147483648, [], {}, [[]], null, true, 'a'.repeat(3000),
    '01900000-0000-7000-8000-000000000000', units.D2, accountOf('far')),
)

const isText = (value: Json): boolean => typeof value === 'string' && value.trim() !== ''
const vietnamese = /[à-ỹđ]/i
/** What a refusal says without saying it in both languages; an invalid request always says what to mend. */
const wordless = (problem: Json): Json[] => {
  const errors = at(problem, 'errors')
  if (errors === undefined) return at(problem, 'type') === '/problems/invalid-request' ? [problem] : []
  return (errors as Json[]).filter((one) => !isText(at(one, 'message')) || !isText(at(one, 'messageEn')) || !vietnamese.test(String(at(one, 'message')))
    || at(one, 'message') === at(one, 'messageEn') || !isText(at(one, 'rule')) || typeof at(one, 'at') !== 'string')
}

for (const { method, path, as, body, runs } of targets) {
  t.test(`${method} ${path.replace(/[0-9a-f-]{36}/, ':id')} answers whatever comes, and never with a fault of ours`, async (t) => {
    const spots = places(body)
    let n = 0
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...spots), odd), { minLength: 1, maxLength: 3 }), async (changes) => {
      const sent = changes.reduce<Json>((value, [spot, by]) => {
        try { return replaced(value, spot, by) } catch { return value }
      }, body)
      const headers = { 'idempotency-key': `fuzz-${path}-${n += 1}`.slice(-200), 'if-match': '"1"' }
      const reply = await live.ask(path, { method, as, raw: JSON.stringify(sent), headers })
      const words = wordless(reply.json)
      if (words.length > 0) throw new Error(`without both languages: ${JSON.stringify(words).slice(0, 500)} for ${JSON.stringify(sent).slice(0, 1000)}`)
      if (reply.status >= 500) throw new Error(`${reply.status} for ${JSON.stringify(sent).slice(0, 2000)}`)
    }), { numRuns: runs, endOnFailure: true })
    t.notMatch(live.logged(), /"level":50/)
  })
}

t.test('whatever was asked for, the answers are what the OpenAPI document says', async (t) => {
  t.same(live.conformance.faults.slice(0, 5), [])
})
