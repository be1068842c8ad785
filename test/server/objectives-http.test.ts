/** Objectives over HTTP: set by two roles, read by everybody of the agency, changed by versions, given up; nothing of it is seen elsewhere. */
import t from 'tap'
import { askAs, newClerk } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'

t.setTimeout(120_000)
const live = await withService(t)
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const specialist = await newClerk(live, ['specialist', 'D1'])
const objective = {
  year: 2024, formula: 'onTime', name: 'Tối thiểu 99% hồ sơ trước và đúng hạn', comparison: 'atLeast', target: 9900, tolerance: 100, clause: '6.2', number: '01/QĐ-UBND', on: '2024-01-02', ownerId: secretary.accountId,
}
const set = (body: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}, who = secretary) => askAs(live, who, '/api/v1/objectives', { body, headers })

t.test('an objective is set once for its key, year, figure and unit, by its keepers, for somebody who works here', async (t) => {
  const entered = await set(objective, { 'idempotency-key': 'once' })
  t.equal(entered.status, 201, entered.text)
  t.match(entered.json, { ...objective, unitId: null, policy: null, version: 1, withdrawn: false, reason: null })
  t.equal(at((await set(objective, { 'idempotency-key': 'once' })).json, 'id'), at(entered.json, 'id'))
  isProblem(t, await set({ ...objective, target: 9500 }), 'name-taken', 409, 'two targets for one figure')
  t.equal((await set({ ...objective, unitId: live.home.units.D1 })).status, 201, 'a unit has its own')
  isProblem(t, await set({ ...objective, year: 2025 }, {}, specialist), 'role-not-granted', 403, 'a specialist')
  isProblem(t, await set({ ...objective, year: 2025, target: 10_100 }), 'invalid-request', 400, 'more than all')
  isProblem(t, await set({ ...objective, year: 2025, on: '2999-01-01' }), 'invalid-request', 400, 'a decision to come')
  isProblem(t, await set({ ...objective, year: 2025, ownerId: live.other.units.D1 }), 'invalid-request', 400, 'nobody')
  isProblem(t, await set({ ...objective, year: 2025, unitId: live.other.units.D1 }), 'unit-unknown', 422, 'a unit of another agency')
})

t.test('nothing resolved is no figure: grey, "–", no forecast', async (t) => {
  const { json } = await askAs(live, specialist, '/api/v1/objectives?year=2024')
  t.match(at(json, 'items.0'), { objective: { name: objective.name }, year: { value: '–', light: 'grey', total: 0 }, forecast: null, trend: 'unknown' })
  t.equal((at(json, 'items.0.quarters') as unknown[]).length, 4)
})

t.test('a newer decision makes a newer version; a quarter before it keeps its target; what is given up stays readable and counts no more', async (t) => {
  const id = String(at((await askAs(live, secretary, '/api/v1/objectives?year=2024')).json, 'items.0.objective.id'))
  const { year: _, formula: __, ...stated } = objective
  const changed = { ...stated, version: 1, reason: 'Điều chỉnh giữa năm', target: 9800, number: '33/QĐ-UBND', on: '2024-07-01' }
  const path = `/api/v1/objectives/${id}`
  t.match((await askAs(live, secretary, `${path}/changes`, { body: changed })).json, { version: 2, target: 9800, year: 2024, formula: 'onTime' })
  isProblem(t, await askAs(live, secretary, `${path}/changes`, { body: changed }), 'stale-version', 412, 'the version has moved on')
  const read = (await askAs(live, specialist, path)).json
  t.same((at(read, 'standing.quarters') as { target: number }[]).map(({ target }) => target), [9900, 9900, 9800, 9800])
  t.match((await askAs(live, secretary, `${path}/withdrawal`, { body: { version: 2, reason: 'Thay bằng mục tiêu khác', number: '40/QĐ-UBND' } })).json, { version: 3, withdrawn: true })
  t.same((at((await askAs(live, specialist, path)).json, 'versions') as { version: number }[]).map(({ version }) => version), [3, 2, 1])
  t.equal((at((await askAs(live, secretary, '/api/v1/objectives?year=2024')).json, 'items') as unknown[]).length, 1, 'the unit alone has one now')
  t.equal((await set(objective)).status, 201, 'and the agency may set it anew')
  const { rows } = await live.deps.pool.query<{ kind: string; decision: string }>('select kind, decision from register_entry where $1 = any (subjects) order by id', [id])
  t.same(rows, [{ kind: 'objective.entered', decision: '01/QĐ-UBND' }, { kind: 'objective.changed', decision: '33/QĐ-UBND' }, { kind: 'objective.withdrawn', decision: '40/QĐ-UBND' }])
  await t.rejects(live.deps.pool.query('update objective_version set version = 9'), /./)
  isProblem(t, await live.ask(path, { as: 'xlan' }), 'not-found', 404, 'another agency')
  t.same(at((await live.ask('/api/v1/objectives?year=2024', { as: 'xlan' })).json, 'items'), [])
})
