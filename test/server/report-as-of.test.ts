/** As of: whatever was recorded since in the registers, the report as of an instant is the report that was made at it. */
import t from 'tap'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { ReportFacts } from '../../schemas/report.ts'
import { settleDocuments } from '../../server/commands/settle-documents.ts'
import { reportFacts } from '../../server/reports/iso/collect.ts'
import { addDays, localDateOf, parseInstant } from '../../workflows/calendar/index.ts'
import { askAs, cause, expecting, newClerk, newDesk, newDraft, publishDraft } from '../support/document-service.ts'
import { at, withService } from '../support/live.ts'

t.setTimeout(300_000)
const zone = 'Asia/Ho_Chi_Minh'
const dayMs = 86_400_000
const today = addDays(localDateOf(Date.now(), zone), 1)
let nowMs = parseInstant(`${today}T09:00`, zone)
const live = await withService(t, { clock: { nowMs: () => (nowMs += 3) } })
const desk = await newDesk(live)
const boss = await newClerk(live, ['businessAdmin', 'ROOT'])
const [learner, other] = [await newClerk(live, ['specialist', 'D1']), await newClerk(live, ['specialist', 'D2'])]
const { tenantId, units } = live.home
const ask = async (status: number, who: typeof boss, path: string, body: Readonly<Record<string, unknown>>) => expecting(status, await askAs(live, who, `/api/v1/${path}`, { body }))
/** So many days from the day that it is. */
const soon = (days: number) => addDays(localDateOf(nowMs, zone), days)
/** Over before the first change, and under way all the time. */
const periods = [{ from: addDays(today, -40), to: addDays(today, -1) }, { from: addDays(today, -20), to: addDays(today, 60) }]

const made: { readonly what: string; readonly facts: ReportFacts }[] = []
const collect = (asOf: string | null, days: (typeof periods)[number]): Promise<ReportFacts> => reportFacts(live.deps, { tenantId, layout: 'halfYear', ...days, asOf })
/** Makes every report at once, and lets a day and some minutes go by. */
const then = async (what: string): Promise<void> => {
  for (const days of periods) made.push({ what, facts: await collect(null, days) })
  nowMs += dayMs + 11 * 60_000
}

const changeRegisters = async (): Promise<void> => {
  await then('the beginning')
  const guide = (await newDraft(live, desk)).id
  const given = (...holders: (typeof boss)[]) => cause(live, desk.secretary, guide, { type: 'DISTRIBUTE', holders: holders.map(({ accountId }) => ({ unitId: null, accountId })) })
  expecting(200, await given(learner))
  const first = at(expecting(200, await publishDraft(live, desk, guide)), 'inForceId')
  await then('a document in force')
  await ask(204, learner, `documents/${guide}/acknowledgements`, { revisionId: first })
  await then('it was read')
  expecting(200, await given(learner, other))
  await then('somebody else is to read it')

  const { definition } = expecting(200, await askAs(live, boss, '/api/v1/procedures/P1/1')) as { definition: ProcedureDefinition }
  await ask(201, boss, 'procedures', { ...definition, revision: 2, validFrom: addDays(today, -10) })
  await then('a procedure is amended from a day that is over')
  await ask(201, boss, 'procedures', { ...definition, revision: 3, validFrom: addDays(today, 40) })
  await then('and from one to come')

  const paper = (await newDraft(live, desk, { code: 'QT-90', type: 'procedure', title: 'Quy trình 90' })).id
  const etag = (await askAs(live, desk.drafter, `/api/v1/documents/${paper}`)).headers.get('etag') ?? ''
  expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${paper}/procedure`, { body: { ...definition, code: 'P90', revision: 1 }, headers: { 'if-match': etag } }))
  expecting(200, await publishDraft(live, desk, paper))
  await then('a procedure with its document')
  await ask(201, boss, 'routes', { procedureCode: 'P90', responsibleUnitId: units.D2, validFrom: soon(0), decision: 'QĐ 7' })
  await then('that another unit resolves')

  const late = expecting(201, await askAs(live, boss, '/api/v1/grants', { body: { accountId: other.accountId, unitId: units.D1, role: 'recordsClerk', validFrom: addDays(today, -30), validTo: null, decision: 'QĐ 1' } }))
  await then('a role from a day that is over')
  await ask(200, boss, `grants/${String(at(late, 'id'))}/end`, { lastDay: soon(90), decision: 'QĐ 2' })
  await then('a role that will end')
  await ask(200, boss, `grants/${String(at(late, 'id'))}/end`, { lastDay: soon(1), decision: 'QĐ 3' })
  await then('sooner')
  const away = expecting(201, await askAs(live, boss, '/api/v1/substitutions', { body: { absentAccountId: learner.accountId, substituteAccountId: desk.head.accountId, role: null, validFrom: addDays(today, -3), validTo: addDays(today, 70), decision: 'QĐ 4' } }))
  await then('a substitute')
  await ask(200, boss, `substitutions/${String(at(away, 'id'))}/end`, { lastDay: soon(1), decision: 'QĐ 5' })
  await then('no longer')

  const training = { kind: 'training', number: '91/KH-UBND', on: addDays(today, -2), title: 'Tập huấn', figures: { classesHeld: 1, peopleTaught: 2, peopleSent: 0 }, people: [{ accountId: learner.accountId, as: 'attended' }] }
  const entered = expecting(201, await askAs(live, desk.secretary, '/api/v1/facts', { body: training }))
  await then('a training')
  await ask(200, desk.secretary, `facts/${String(at(entered, 'id'))}/withdrawal`, { version: 1, reason: 'Nhầm' })
  await then('that never was')

  expecting(200, await cause(live, desk.drafter, guide, { type: 'REVISE', kind: 'change', reason: 'Sửa đổi' }))
  expecting(200, await publishDraft(live, desk, guide, soon(1)))
  await then('a revision whose day is to come')
  await then('its day has come, and nobody switched yet')
  await settleDocuments(live.deps, (_, error) => { throw error })
  await then('switched')
  for (const id of [guide, paper]) expecting(200, await cause(live, desk.secretary, id, { type: 'RETIRE', reason: 'Hết dùng', decision: { number: '13/QĐ-UBND', on: soon(0) } }))
  await then('retired')
  await ask(200, boss, `accounts/${learner.accountId}/close`, { decision: 'QĐ 6' })
  await then('somebody left')
}

const changeAction = async (): Promise<void> => {
  const flaw = { source: 'inspection', unitId: units.D1, grade: 'minor', clause: '8.5.1', occurredOn: addDays(today, -5), text: 'Thiếu phiếu kiểm soát', reference: '7/KL-TT' }
  const raised = expecting(201, await askAs(live, desk.secretary, '/api/v1/nonconformities', { body: flaw }))
  const action = `/api/v1/corrective-actions/${String(at(expecting(201, await askAs(live, desk.head, '/api/v1/corrective-actions', { body: { nonconformityIds: [at(raised, 'id')], summary: 'Phiếu kiểm soát' } })), 'id'))}`
  const act = async (who: typeof boss, body: Readonly<Record<string, unknown>>) =>
    expecting(200, await askAs(live, who, `${action}/events`, { body, headers: { 'if-match': (await askAs(live, who, action)).headers.get('etag') ?? '' } }))
  await act(desk.head, { type: 'ACCEPT', ownerId: desk.drafter.accountId, dueOn: soon(20) })
  await then('a corrective action')
  await act(desk.drafter, { type: 'ANALYSE', correction: 'Lập phiếu', action: 'Nhắc mỗi tuần', dueOn: soon(30) })
  await then('with a plan')
  await act(desk.head, { type: 'ASSIGN', ownerId: other.accountId, reason: 'Nghỉ' })
  await then('in other hands')
}

t.test('documents, procedures, roles, readings, training and corrective actions are told as they were known at the instant', async (t) => {
  await changeRegisters()
  await changeAction()
  for (const { what, facts: { from, to, asOf, ...facts } } of made) {
    const { asOf: _, from: __, to: ___, ...known } = await collect(asOf, { from, to })
    t.strictSame(known, facts, `${what}, ${from} to ${to}`)
  }
  const seen = (of: (facts: ReportFacts) => number): number => new Set(made.map(({ facts }) => of(facts))).size
  t.ok(seen(({ documentCounts }) => documentCounts.length) > 1 && seen(({ documents }) => documents.length) > 1, 'documents')
  for (const one of ['tthc', 'begun', 'amended', 'ended'] as const) t.ok(seen(({ procedures }) => procedures[one]) > 1, one)
  t.same([...new Set(made.flatMap(({ facts }) => facts.nonconformities.map(({ remedy }) => remedy)))], ['', 'Nhắc mỗi tuần'])
  for (const one of ['people', 'toRead', 'read', 'complete', 'newcomers', 'trained'] as const) t.ok(seen(({ competence }) => competence[one]) > 1, one)
})
