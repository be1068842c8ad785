/** Facts that reports cite: entered once, corrected by newer versions, kept by two roles; and competence, which they feed. */
import t from 'tap'
import { askAs, expecting, newClerk, newDesk, newDraft, publishDraft, cause } from '../support/document-service.ts'
import { factsKnown } from '../../storage/facts.ts'
import { grantRole } from '../../storage/grants.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'

t.setTimeout(120_000)
const live = await withService(t)
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])
const specialist = await newClerk(live, ['specialist', 'D1'])
const enter = (body: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}, who = secretary) => askAs(live, who, '/api/v1/facts', { body, headers })
const plan = { kind: 'plan', number: '02/KH-UBND', on: '2024-01-02', title: 'Kế hoạch duy trì hệ thống quản lý chất lượng năm 2024' }
const training = { kind: 'training', number: '05/KH-UBND', on: '2024-02-01', from: '2024-03-01', to: '2024-03-02', title: 'Tập huấn', figures: { classesHeld: 1, peopleTaught: 110, peopleSent: 3 } }

t.test('a fact is entered once for its key, read by everybody, and kept by the ISO secretary and the quality manager alone', async (t) => {
  const entered = await enter(plan, { 'idempotency-key': 'once' })
  t.equal(entered.status, 201, entered.text)
  t.match(entered.json, { ...plan, version: 1, issuer: null, from: null, figures: {}, withdrawn: false, reason: null })
  t.equal(at((await enter(plan, { 'idempotency-key': 'once' })).json, 'id'), at(entered.json, 'id'))
  t.match(at((await askAs(live, specialist, '/api/v1/facts?kind=plan')).json, 'items.0'), { number: '02/KH-UBND', by: 'Người 1' })
  isProblem(t, await enter({ ...plan, number: '03/KH-UBND' }, {}, specialist), 'role-not-granted', 403, 'a specialist')
})

t.test('one document has one date, and nothing is counted twice', async (t) => {
  t.equal((await enter({ kind: 'directive', number: '1496/UBND-KHCN', on: '2021-08-12', title: 'Tăng cường áp dụng', issuer: 'UBND tỉnh' })).status, 201)
  const other = { kind: 'decision', number: '1496/UBND-KHCN', title: 'Trích lại', issuer: 'UBND tỉnh' }
  isProblem(t, await enter({ ...other, on: '2021-08-13' }), 'name-taken', 409, 'the same document on another day')
  t.equal((await enter({ ...other, on: '2021-08-12' })).status, 201, 'the same document may state two things')
  t.equal((await enter({ ...other, on: '2022-08-13' })).status, 201, 'numbers begin anew each year')
  isProblem(t, await enter({ ...other, on: '2021-08-12', title: 'trích LẠI' }), 'name-taken', 409, 'the same thing once more')
})

t.test('what is stated fits its kind', async (t) => {
  const refused = async (body: Readonly<Record<string, unknown>>, where: string): Promise<void> => {
    const reply = await enter(body)
    isProblem(t, reply, 'invalid-request', 400, where)
    t.equal(at(reply.json, 'errors.0.at'), where)
  }
  await refused({ ...plan, number: 'BCĐ19-ISO 9001' }, '/number')
  await refused({ ...plan, on: '2024-02-30' }, '/on')
  await refused({ ...plan, on: '2999-01-01' }, '/on')
  await refused({ ...plan, from: '2024-01-01', to: '2024-02-01' }, '/to')
  await refused({ ...training, figures: { classesHeld: 1 } }, '/figures/peopleTaught')
  await refused({ ...plan, figures: { members: 4 } }, '/figures/members')
  await refused({ kind: 'budget', number: '9/QĐ-UBND', on: '2024-01-05', title: 'Kinh phí' }, '/figures/amountDong')
  await refused({ kind: 'issued', number: '9/BC-UBND', on: '2024-01-05', title: 'Văn bản', figures: Object.fromEntries(['reports', 'letters', 'plans', 'decisions', 'submissions', 'notices', 'invitations', 'others'].map((name) => [name, 1])) }, '/to')
  await refused({ kind: 'adoption', number: '3/BC-UBND', on: '2024-01-05', title: 'xã Mẫu', figures: { year2015: 19 } }, '/figures/year2015')
  isProblem(t, await enter({ ...training, from: '2024-03-03' }), 'dates-reversed', 422, 'a stretch that ends before it begins')
})

t.test('a correction is a newer version over the one that was read; every version and its trace stay', async (t) => {
  const id = String(at((await enter(training)).json, 'id'))
  const { kind: _, ...stated } = training
  const corrected = { version: 1, reason: 'Đếm lại người dự', ...stated, figures: { classesHeld: 1, peopleTaught: 113, peopleSent: 3 } }
  const path = `/api/v1/facts/${id}`
  t.match((await askAs(live, secretary, `${path}/corrections`, { body: corrected })).json, { version: 2, figures: { peopleTaught: 113 }, reason: 'Đếm lại người dự' })
  isProblem(t, await askAs(live, secretary, `${path}/corrections`, { body: corrected }), 'stale-version', 412, 'the version has moved on')
  t.match((await askAs(live, secretary, `${path}/withdrawal`, { body: { version: 2, reason: 'Ghi nhầm cơ quan' } })).json, { version: 3, withdrawn: true })
  isProblem(t, await askAs(live, secretary, `${path}/corrections`, { body: { ...corrected, version: 3 } }), 'stale-version', 412, 'what is taken out stays out')
  const { json } = await askAs(live, specialist, path)
  t.same((at(json, 'versions') as { version: number }[]).map(({ version }) => version), [3, 2, 1])
  t.equal(at(json, 'versions.2.figures.peopleTaught'), 110)
  const { rows } = await live.deps.pool.query<{ kind: string; decision: string }>('select kind, decision from register_entry where $1 = any (subjects) order by id', [id])
  t.same(rows, ['fact.entered', 'fact.corrected', 'fact.withdrawn'].map((kind) => ({ kind, decision: '05/KH-UBND' })))
  t.same(((await askAs(live, secretary, '/api/v1/facts?kind=training')).json as { items: unknown[] }).items, [])
  await t.rejects(live.deps.pool.query('update fact_version set version = 9'), /./)
})

t.test('another agency sees nothing of it', async (t) => {
  const { json } = await askAs(live, secretary, '/api/v1/facts?limit=1')
  t.same((await live.ask('/api/v1/facts', { as: 'xlan' })).json, { items: [], next: null })
  isProblem(t, await live.ask(`/api/v1/facts/${String(at(json, 'items.0.id'))}`, { as: 'xlan' }), 'not-found', 404, 'a fact of another agency')
  t.ok(at(json, 'next'), 'paged')
  t.not(at((await askAs(live, secretary, `/api/v1/facts?limit=1&after=${String(at(json, 'next'))}`)).json, 'items.0.id'), at(json, 'items.0.id'))
})

t.test('a risk has an owner, a treatment and a day; assessed again it is a newer version; a proposal is taken up once', async (t) => {
  const figures = { likelihood: 4, impact: 4, residualLikelihood: 4, residualImpact: 4 }
  const treatment = { process: 'P1', ownerId: specialist.accountId, treatment: 'Cảnh báo hồ sơ chưa mở sau nửa ngày', dueOn: '2024-06-30', reviewOn: '2024-09-30', proposal: 'cause:unit:2023-Q4' }
  const risk = { kind: 'risk', number: '11/BB-ISO', on: '2024-02-05', title: 'Quá hạn vì chưa ai nhận việc', figures, treatment }
  for (const [wrong, code, status] of [
    [{ ...risk, treatment: { ...treatment, dueOn: '2024-01-01' } }, 'invalid-request', 400], [{ ...risk, treatment: { ...treatment, ownerId: '01900000-0000-7000-8000-00000000ffff' } }, 'user-unknown', 422],
    [{ ...risk, treatment: { ...treatment, process: 'KHONG-CO' } }, 'procedure-unknown', 422], [{ ...plan, number: '12/KH-UBND', treatment }, 'invalid-request', 400],
  ] as const) isProblem(t, await enter(wrong), code, status, JSON.stringify(wrong).slice(0, 60))
  const entered = await enter(risk)
  t.equal(entered.status, 201, entered.text)
  isProblem(t, await enter({ ...risk, number: '13/BB-ISO', title: 'Lần nữa' }), 'name-taken', 409, 'one cause of one quarter is taken up once')
  const { kind: _, treatment: { proposal: _key, ...changed }, ...stated } = risk
  const again = { version: 1, reason: 'Đánh giá lại sau xử lý', ...stated, figures: { ...figures, residualLikelihood: 1 }, treatment: { ...changed, doneOn: '2024-06-20' } }
  t.match((await askAs(live, secretary, `/api/v1/facts/${String(at(entered.json, 'id'))}/corrections`, { body: again })).json, { version: 2, figures: { residualLikelihood: 1 }, treatment: { doneOn: '2024-06-20', proposal: treatment.proposal } })
  t.match((await askAs(live, secretary, '/api/v1/risk-proposals?quarter=2023-Q4')).json, { quarter: '2023-Q4', rule: 'risk-from-cause-1', least: 3, leastPercent: 20, late: 0, items: [] })
})

t.test('a register of one kind is cut by its own number, not by that of all facts', async (t) => {
  const known = await factsKnown(live.deps.pool, live.home.tenantId, { knownAtMs: live.deps.clock.nowMs(), to: '2024-12-31', kinds: ['risk'], limit: 1 })
  t.match(known, [{ kind: 'risk' }], 'others were entered before it')
})

t.test('a training and the steering committee name people: each once, by their account, and the number of members follows from the list', async (t) => {
  const [learner, guest] = [await newClerk(live, ['specialist', 'D2']), await newClerk(live, ['receptionist', 'DESK'])]
  const course = { ...training, number: '77/KH-UBND', figures: { classesHeld: 1, peopleTaught: 2, peopleSent: 0 } }
  const attended = (...people: (typeof learner)[]) => people.map(({ accountId }) => ({ accountId, as: 'attended' }))
  const wrong = async (body: Readonly<Record<string, unknown>>, code: string, status: number, why: string): Promise<void> => isProblem(t, await enter(body), code, status, why)
  await wrong({ ...course, people: attended(learner, learner) }, 'invalid-request', 400, 'somebody twice')
  await wrong({ ...course, people: attended(learner, guest, secretary) }, 'invalid-request', 400, 'more than the paper says')
  await wrong({ ...course, people: [{ name: 'Khách', as: 'attended' }] }, 'invalid-request', 400, 'somebody without an account')
  await wrong({ ...course, people: [{ accountId: learner.accountId, as: 'head' }] }, 'invalid-request', 400, 'a post of the committee')
  await wrong({ ...plan, number: '78/KH-UBND', people: attended(learner) }, 'invalid-request', 400, 'a kind that lists nobody')
  await wrong({ ...course, people: [{ accountId: live.home.tenantId, as: 'attended' }] }, 'user-unknown', 422, 'nobody of the agency')
  t.match((await enter({ ...course, people: attended(learner) })).json, { people: [{ accountId: learner.accountId, name: /Người/, as: 'attended', from: null }] })
  const committee = { kind: 'steering', number: '14/QĐ-UBND', on: '2024-01-20', title: 'Kiện toàn Ban Chỉ đạo' }
  const people = [{ accountId: secretary.accountId, as: 'secretary', position: 'Thư ký ISO' }, { name: 'Cao Văn Vinh', as: 'member' }, { name: 'Đã thôi', as: 'member', to: '2023-12-31' }]
  await wrong({ ...committee, people, figures: { members: 3 } }, 'invalid-request', 400, 'another number than the list has')
  await wrong({ ...committee, people: [{ ...people[2], from: '2024-02-01' }] }, 'dates-reversed', 422, 'a term that ends before it begins')
  t.match((await enter({ ...committee, people })).json, { figures: { members: 2 }, people: [{ name: /Người/ }, { accountId: null }, { to: '2023-12-31' }] })
})

t.test('who acts in a procedure is read out of its machine: the same roles and places that its steps offer', async (t) => {
  const { rows } = await live.deps.pool.query<{ body: ProcedureDefinition; duties: string[] }>(
    `select r.body, array(select y.role || ' ' || y.place from procedure_duty y where y.tenant_id = r.tenant_id and y.hash = r.hash order by 1) as duties from procedure_revision r where r.tenant_id = $1`, [live.home.tenantId])
  t.ok(rows.length > 10)
  for (const { body, duties } of rows) {
    const { steps, offersByStep } = compile(body)
    const acting = [...steps.values()].filter(({ isFinal }) => !isFinal).flatMap((step) => [step, ...offersByStep.get(step.path) ?? []])
    t.same(duties, [...new Set(acting.flatMap(({ role, place }) => (role === null ? [] : [`${role} ${place}`])))].sort(), body.code)
  }
})

t.test('competence: what a person is to read and did, their training, how new they are; the unit for its head, all for the ISO secretary', async (t) => {
  const desk = await newDesk(live)
  const learner = await newClerk(live, ['specialist', 'D2'])
  const [head, other] = [await newClerk(live, ['unitHead', 'D2']), await newClerk(live, ['unitHead', 'D1'])]
  const today = String(at(expecting(200, await askAs(live, learner, '/api/v1/competence')), 'on'))
  const em = live.deps.orm.em.fork()
  await grantRole(em, live.home.tenantId, { accountId: learner.accountId, unitId: live.home.units.D2, role: 'recordsClerk', validFrom: addDays(today, -10), validTo: null })
  const { id } = await newDraft(live, desk)
  expecting(200, await cause(live, desk.secretary, id, { type: 'DISTRIBUTE', holders: [{ unitId: live.home.units.D2, accountId: null }] }))
  const revisionId = String(at(expecting(200, await publishDraft(live, desk, id)), 'inForceId'))
  const seen = async (who: typeof learner, query = ''): Promise<Json> => expecting(200, await askAs(live, who, `/api/v1/competence/${learner.accountId}${query}`))
  const readingOf = (detail: Json): Json => (at(detail, 'readings') as Json[]).find((one) => at(one, 'documentId') === id)
  t.match(await seen(learner), { person: { roles: [{ role: 'specialist', since: '2020-01-01', isNew: false }, { role: 'recordsClerk', isNew: true }], gaps: ['unread', 'newUntrained', 'noTraining'] } })
  t.match(readingOf(await seen(head)), { given: true, roles: [], readAt: null })
  t.equal((await askAs(live, learner, `/api/v1/documents/${id}/acknowledgements`, { body: { revisionId } })).status, 204)
  t.ok(at(readingOf(await seen(secretary)), 'readAt'))
  t.equal(readingOf(await seen(secretary, `?on=${addDays(today, -1)}`)), undefined, 'it was not in force the day before')
  expecting(201, await enter({ ...training, number: '91/KH-UBND', on: addDays(today, -2), from: addDays(today, -2), to: addDays(today, -1), people: [{ accountId: learner.accountId, as: 'attended' }] }))
  t.match(await seen(learner), { person: { toRead: 1, read: 1, trainings: 1, lastTrainingOn: addDays(today, -1), gaps: [] }, trained: [{ number: '91/KH-UBND', as: 'attended' }] })
  t.same(at(await seen(learner, `?on=${addDays(today, -2)}`), 'person.gaps'), ['newUntrained', 'noTraining'], 'as of the day before')
  isProblem(t, await askAs(live, other, `/api/v1/competence/${learner.accountId}`), 'not-found', 404, 'the head of another unit')
  isProblem(t, await askAs(live, learner, `/api/v1/competence/${head.accountId}`), 'not-found', 404, 'a colleague')
  isProblem(t, await live.ask(`/api/v1/competence/${learner.accountId}`, { as: 'xdung' }), 'not-found', 404, 'another agency')
  isProblem(t, await askAs(live, learner, `/api/v1/competence?on=${addDays(today, 1)}`), 'invalid-request', 400, 'a day to come')
  const listed = async (who: typeof learner, query = ''): Promise<string[]> => (at(expecting(200, await askAs(live, who, `/api/v1/competence?limit=200${query}`)), 'items') as Json[]).map((one) => String(at(one, 'accountId')))
  t.same(await listed(learner), [learner.accountId])
  t.ok((await listed(head)).includes(learner.accountId) && !(await listed(head)).includes(other.accountId))
  t.ok((await listed(secretary)).includes(other.accountId))
  t.notOk((await listed(secretary, `&unit=${live.home.units.D1}`)).includes(learner.accountId))
  const [first] = await listed(secretary)
  const page = expecting(200, await askAs(live, secretary, '/api/v1/competence?limit=1'))
  t.same((at(expecting(200, await askAs(live, secretary, `/api/v1/competence?limit=1&after=${String(at(page, 'next'))}`)), 'items') as Json[]).map((one) => at(one, 'accountId')), (await listed(secretary)).slice(1, 2))
  t.equal(at(page, 'items.0.accountId'), first)
})
