/** Sixteen clients at once: one success a version, codes without gaps, and what is asked twice happens once. */
import t, { type Test } from 'tap'
import type { AdvanceDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { advanceDossier } from '../../server/commands/advance-dossier.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { personNamed } from '../support/agency.ts'
import { at, withService } from '../support/live.ts'
import { Wire, type Answer } from '../support/wire.ts'

t.setTimeout(240_000)
const clients = 16
const live = await withService(t)
const wires = Array.from({ length: clients }, () => new Wire(live.port))
t.teardown(() => wires.forEach((wire) => wire.close()))
const tokenOf = (name: string): string => personNamed(live.home, name).token
let keys = 0
const newKey = (): string => `race-${keys += 1}`

const complete = [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }]
const filing = (more: Record<string, unknown> = {}): string => JSON.stringify({
  procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'business', name: 'Công ty Mẫu' }, papers: complete,
  receivingUnitId: live.home.units.DESK, responsibleUnitId: live.home.units.D1, ...more,
})
const receive = (wire: Wire, body: string, key = newKey(), who = 'lan'): Promise<Answer> =>
  wire.send({ method: 'POST', path: '/api/v1/dossiers', token: tokenOf(who), key, body })
const send = (wire: Wire, id: string, expected: number, event: AdvanceDossier, who: string, key = newKey()): Promise<Answer> =>
  wire.send({ method: 'POST', path: `/api/v1/dossiers/${id}/events`, token: tokenOf(who), key, expected, body: JSON.stringify(event) })
const codeOf = (answer: Answer): string => String(at(JSON.parse(answer.body) as unknown, 'type')).replace('/problems/', '')
const idOf = (answer: Answer): string => String(at(JSON.parse(answer.body) as unknown, 'id'))

/** Status and body, whatever the order of the members. */
const contentOf = ({ status, body }: Answer): string => `${status} ${canonicalJson(JSON.parse(body))}`

/** A dossier in the hands of Nam, at version 3. */
const inHand = async (): Promise<string> => {
  const wire = wires[0]!
  const id = idOf(await receive(wire, filing()))
  await send(wire, id, 1, { type: 'HAND_OVER' }, 'lan')
  const assigned = await send(wire, id, 2, { type: 'ASSIGN', assigneeId: personNamed(live.home, 'nam').accountId }, 'hung')
  if (assigned.status !== 200) throw new Error(assigned.body)
  return id
}

const wholeAt = async (t: Test, id: string, version: number): Promise<void> => {
  const { rows } = await live.deps.pool.query<{ seq: number; canonical: string; hash: string }>('select seq, canonical, hash from journal where dossier_id = $1 order by seq', [id])
  const kept = (await live.deps.pool.query<{ version: number; journal_hash: string }>('select version, journal_hash from dossier where id = $1', [id])).rows[0]
  t.strictSame(verifyChain(rows), [], 'the chain is whole')
  t.equal(rows.length, version, 'one entry a version')
  t.match(kept, { version, journal_hash: rows.at(-1)?.hash })
}

t.test('all at the same version: one moves the dossier, fifteen are told that it is stale', async (t) => {
  const id = await inHand()
  for (let round = 0; round < 25; round++) {
    const answers = await Promise.all(wires.map((wire) => send(wire, id, 3 + round, { type: 'ACKNOWLEDGE' }, 'nam')))
    const won = answers.filter(({ status }) => status === 200)
    const stale = answers.filter((answer) => answer.status === 412 && codeOf(answer) === 'stale-version')
    if (won.length !== 1 || stale.length !== clients - 1 || won[0]?.version !== 4 + round) t.fail(`round ${round}: ${won.length} won, ${stale.length} stale`)
  }
  await wholeAt(t, id, 28)
})

t.test('each in its own time on the same four dossiers: every version is won once', async (t) => {
  const ids = [await inHand(), await inHand(), await inHand(), await inHand()]
  const won = new Map(ids.map((id) => [id, [] as number[]]))
  let stale = 0
  await Promise.all(wires.map(async (wire, number) => {
    const known = new Map(ids.map((id) => [id, 3]))
    for (let turn = 0; turn < 40; turn++) {
      const id = ids[(turn + number) % ids.length]!
      const answer = await send(wire, id, known.get(id)!, { type: 'ACKNOWLEDGE' }, 'nam')
      if (answer.status === 200) {
        won.get(id)!.push(answer.version!)
        known.set(id, answer.version!)
      } else {
        if (answer.status !== 412) t.fail(`${answer.status} ${answer.body}`)
        stale += 1
        known.set(id, Number(at(JSON.parse(answer.body) as unknown, 'version') ?? known.get(id)! + 1))
      }
    }
  }))
  for (const [id, versions] of won) {
    t.strictSame(versions.toSorted((a, b) => a - b), versions.map((_, index) => index + 4), 'no version twice, none left out')
    await wholeAt(t, id, 3 + versions.length)
  }
  t.ok(stale > 0, `${stale} refused as stale`)
})

t.test('the same through the command itself, without HTTP', async (t) => {
  const id = await inHand()
  const { tokenHash } = personNamed(live.home, 'nam')
  for (let round = 0; round < 10; round++) {
    const tried = await Promise.allSettled(wires.map(() => advanceDossier(live.deps, { tokenHash, dossierId: id, expectedVersion: 3 + round, idempotencyKey: newKey(), body: { type: 'ACKNOWLEDGE' } })))
    const refused = tried.filter((one) => one.status === 'rejected' && one.reason instanceof DomainError && one.reason.code === 'stale-version')
    if (refused.length !== clients - 1) t.fail(`round ${round}: ${refused.length} refused`)
  }
  await wholeAt(t, id, 13)
})

const codesOf = async (): Promise<string[]> =>
  (await live.deps.pool.query<{ code: string }>('select code from dossier where tenant_id = $1 and code is not null order by code', [live.home.tenantId])).rows.map(({ code }) => code)
const gapless = (t: Test, codes: readonly string[]): void => {
  for (const [day, ofDay] of Map.groupBy(codes, (code) => code.slice(0, -5))) {
    t.strictSame(ofDay.map((code) => Number(code.slice(-4))), ofDay.map((_, index) => index + 1), `${day}: ${ofDay.length} codes without a gap`)
  }
}

t.test('sixteen desks receive at once, some of it refused: codes have no gap and none is given twice', async (t) => {
  const before = (await codesOf()).length
  const answers = (await Promise.all(wires.map(async (wire, number) => {
    const own: Answer[] = []
    for (let turn = 0; turn < 12; turn++) {
      const kind = (turn + number) % 4
      own.push(await (kind === 0 ? receive(wire, filing({ papers: [] })) : kind === 1 ? receive(wire, filing(), newKey(), 'nam') : receive(wire, filing())))
    }
    return own
  }))).flat()
  const statuses = [201, 403, 409].map((status) => answers.filter((answer) => answer.status === status).length)
  t.strictSame(statuses, [96, 48, 48])
  const given = answers.filter(({ status }) => status === 201).map(({ body }) => String(at(JSON.parse(body) as unknown, 'code')))
  t.equal(new Set(given).size, 96)
  const codes = await codesOf()
  t.equal(codes.length, before + 96)
  gapless(t, codes)
})

t.test('a filing that sixteen accept at once gets one code, and the numbers of the losers are given back', async (t) => {
  const before = (await codesOf()).length
  for (let round = 0; round < 8; round++) {
    const id = idOf(await receive(wires[0]!, filing({ accept: false, channel: 'online' })))
    const answers = await Promise.all(wires.map((wire) => send(wire, id, 1, { type: 'ACCEPT' }, 'lan')))
    t.equal(answers.filter(({ status }) => status === 200).length, 1)
    t.equal(answers.filter(({ status }) => status === 412).length, clients - 1)
    await wholeAt(t, id, 2)
  }
  const codes = await codesOf()
  t.equal(codes.length, before + 8)
  gapless(t, codes)
})

t.test('the same key at the same moment: one event, and everybody gets the same answer', async (t) => {
  const id = await inHand()
  for (let round = 0; round < 10; round++) {
    const key = newKey()
    const answers = await Promise.all(wires.map((wire) => send(wire, id, 3 + round, { type: 'ACKNOWLEDGE' }, 'nam', key)))
    t.equal(new Set(answers.map(contentOf)).size, 1, answers.find(({ status }) => status !== 200)?.body ?? 'one answer')
    t.equal(answers.filter(({ replayed }) => !replayed).length, 1, 'all but one are told that it is a repetition')
  }
  await wholeAt(t, id, 13)
})

t.test('the same receipt under one key at the same moment is one dossier with one code', async (t) => {
  const before = (await codesOf()).length
  for (let round = 0; round < 10; round++) {
    const key = newKey()
    const answers = await Promise.all(wires.map((wire) => receive(wire, filing(), key)))
    t.equal(new Set(answers.map(contentOf)).size, 1, answers.find(({ status }) => status !== 201)?.body ?? 'one answer')
  }
  const codes = await codesOf()
  t.equal(codes.length, before + 10)
  gapless(t, codes)
})

t.test('a key used for something else is refused, and changes nothing', async (t) => {
  const id = await inHand()
  const key = newKey()
  t.equal((await send(wires[0]!, id, 3, { type: 'ACKNOWLEDGE' }, 'nam', key)).status, 200)
  const other = await Promise.all(wires.map((wire) => send(wire, id, 4, { type: 'STEP_DONE' }, 'nam', key)))
  t.strictSame([...new Set(other.map((answer) => `${answer.status} ${codeOf(answer)}`))], ['422 idempotency-key-reused'])
  await wholeAt(t, id, 4)
})
