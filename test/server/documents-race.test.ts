/** Thirty-two people at one document: whatever they try at the same moment, one revision is in force, and only one, at every instant. */
import t from 'tap'
import fc from '../support/property.ts'
import { settleDocuments } from '../../server/commands/settle-documents.ts'
import { addDays, localDateOf } from '../../workflows/calendar/index.ts'
import { approveDraft, askAs, cause, type Clerk, decisionOf, expecting, newClerk, newDesk, newDraft, publishDraft, upload } from '../support/document-service.ts'
import { at, type Json, withService } from '../support/live.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(600_000)
let passedMs = 0
const live = await withService(t, { clock: { nowMs: () => Date.now() + passedMs } })
const clients = 32
const rounds = 8
const races = 4
const seed = Number(process.env['SEED'] ?? (Date.now() % 1_000_000))
t.comment(`SEED=${seed}`)

type Move = 'REVISE' | 'ATTACH' | 'EDIT' | 'SUBMIT' | 'REVIEW' | 'APPROVE' | 'PUBLISH' | 'PUBLISH later' | 'WITHDRAW' | 'RETURN' | 'a day passes' | 'job'
const moves: readonly Move[] = ['REVISE', 'ATTACH', 'EDIT', 'SUBMIT', 'SUBMIT', 'REVIEW', 'REVIEW', 'APPROVE', 'APPROVE', 'PUBLISH', 'PUBLISH', 'PUBLISH later', 'WITHDRAW', 'RETURN', 'a day passes', 'job']

t.test('32 people revise, approve, publish and withdraw one document at random', { timeout: 500_000 }, async (t) => {
  const desk = await newDesk(live)
  const { id } = await newDraft(live, desk)
  expecting(200, await publishDraft(live, desk, id))
  const everybody: Clerk[] = []
  for (let index = 0; index < clients; index += 1) everybody.push(await newClerk(live, ...(index % 4 === 0 ? [['isoSecretary', 'ROOT']] as const : index % 4 === 1 ? [['agencyLeader', 'ROOT']] as const : index % 4 === 2 ? [['unitHead', 'D1']] as const : [['specialist', 'D1']] as const)))
  const plans = fc.sample(fc.array(fc.tuple(fc.constantFrom(...moves), fc.integer({ min: 0, max: clients - 1 })), { minLength: rounds, maxLength: rounds }), { numRuns: clients, seed })
  const answers = new Map<number, number>()
  // Mostly somebody whose role it is, sometimes anybody: else nearly everything would be refused before it could collide.
  const roleOf: Readonly<Partial<Record<Move, number>>> = { PUBLISH: 0, 'PUBLISH later': 0, WITHDRAW: 0, APPROVE: 1, RETURN: 1, REVIEW: 2, SUBMIT: 3, REVISE: 3, EDIT: 3, ATTACH: 3 }
  const chosen = (move: Move, who: number): Clerk => everybody[who % 8 === 7 ? who : (who - (who % 4)) + (roleOf[move] ?? 0)]!
  const tomorrow = (): string => addDays(localDateOf(live.deps.clock.nowMs(), 'Asia/Ho_Chi_Minh'), 1)
  const make = async (move: Move, who: Clerk, again = 0): Promise<void> => {
    if (move === 'a day passes') { passedMs += 86_400_000; return }
    if (move === 'job') { await settleDocuments(live.deps, (_id, error) => { throw error }); return }
    const common = { reason: 'thử', ...(move.startsWith('PUBLISH') ? { decision: decisionOf(1) } : move === 'EDIT' ? { changes: [{ place: '1', what: 'x' }] } : {}) }
    const reply = move === 'ATTACH'
      ? await upload(live, who, id, Number(at((await askAs(live, who, `/api/v1/documents/${id}`)).json, 'version')), pdfOf(String(Math.random())))
      : await cause(live, who, id, { ...common, type: move.split(' ')[0], ...(move === 'PUBLISH later' ? { effectiveOn: tomorrow() } : {}) })
    // As a person does: read again, and try once more.
    if (reply.status === 412 && again < 3) return make(move, who, again + 1)
    answers.set(reply.status, (answers.get(reply.status) ?? 0) + 1)
  }
  /** Ends what is under way: what waits for its day comes into force, the rest is withdrawn. */
  const clear = async (): Promise<void> => {
    const state = at((at(expecting(200, await askAs(live, desk.secretary, `/api/v1/documents/${id}`)), 'revisions') as Json[]).at(-1), 'state')
    if (state === 'scheduled') {
      passedMs += 2 * 86_400_000
      await make('job', desk.secretary)
    } else if (state !== 'effective' && state !== 'withdrawn') expecting(200, await cause(live, desk.secretary, id, { type: 'WITHDRAW', reason: 'thử' }))
  }
  let done = false
  const watched: number[] = []
  const watch = async (): Promise<void> => {
    while (!done) {
      const { rows } = await live.deps.pool.query<{ effective: number }>('select count(*)::int as effective from document_revision where document_id = $1 and state = \'effective\'', [id])
      watched.push(rows[0]?.effective ?? -1)
    }
  }
  const watching = watch()
  await Promise.all(plans.map(async (plan) => { for (const [move, who] of plan) await make(move, chosen(move, who)) }))
  // A revision that is approved, and everybody at it in the same moment: in every other round they all publish, so that one of them does.
  for (const [round, last] of fc.sample(fc.array(fc.constantFrom<Move>('APPROVE', 'PUBLISH', 'PUBLISH', 'PUBLISH later', 'WITHDRAW', 'RETURN', 'job'), { minLength: clients, maxLength: clients }), { numRuns: races, seed }).entries()) {
    await clear()
    expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'thử' }))
    await approveDraft(live, desk, id)
    await Promise.all(last.map((move, who) => (round % 2 === 0 ? make('PUBLISH', everybody[who]!) : make(move, chosen(move, who)))))
  }
  done = true
  await watching
  t.same([...answers.keys()].filter((status) => status >= 500), [], `no fault of the service: ${JSON.stringify([...answers])}`)
  t.same([...new Set(watched)], [1], `${watched.length} looks into the table while it went on`)
  const journal = (await live.deps.pool.query<{ event: string; at: Date; in_force_id: string | null }>('select event, at, in_force_id from document_journal where document_id = $1 order by seq', [id])).rows
  t.ok(journal.length > 10, `and something came of it: ${journal.length} entries`)
  const first = journal.findIndex((entry) => entry.in_force_id !== null)
  t.same(journal.slice(first).filter((entry) => entry.in_force_id === null), [], 'no gap at any entry')
  const gaps = await live.deps.pool.query<{ ends: string }>(`select upper(in_force)::text as ends from document_revision r where document_id = $1 and in_force is not null and not upper_inf(in_force)
    and not exists (select 1 from document_revision n where n.document_id = r.document_id and lower(n.in_force) = upper(r.in_force))`, [id])
  t.same(gaps.rows, [], 'each period ends where another begins')
  const whole = expecting(200, await askAs(live, desk.secretary, `/api/v1/documents/${id}/journal`))
  t.equal(at(whole, 'verified'), true)
  const states = (at(expecting(200, await askAs(live, desk.secretary, `/api/v1/documents/${id}`)), 'revisions') as Json[]).map((one) => at(one, 'state'))
  t.equal(states.filter((state) => state === 'effective').length, 1, states.join(' '))
  t.ok(states.filter((state) => state === 'superseded').length >= races / 2, 'and others were in force before it')
  t.comment(`${journal.length} entries, ${states.length} revisions, answers ${JSON.stringify([...answers])}`)
})

t.test('the database itself refuses a second revision in force', async (t) => {
  const desk = await newDesk(live)
  const { id } = await newDraft(live, desk)
  expecting(200, await publishDraft(live, desk, id))
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'x' }))
  await t.rejects(live.deps.pool.query('update document_revision set state = \'effective\', in_force = tstzrange(now() - interval \'1 hour\', null) where document_id = $1 and state = \'draft\'', [id]),
    { code: '23P01' }, 'exclusion constraint')
  await t.rejects(live.deps.pool.query('delete from document_revision where document_id = $1', [id]), { code: '23000' })
  await t.rejects(live.deps.pool.query('update document_journal set event = \'x\' where document_id = $1', [id]), { code: /23000|42501/ })
})
