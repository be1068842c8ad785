/** One of the clients: receives dossiers and moves them, and asks again under the same key until it has an answer. */
import { personNamed, type Person, type TestAgency } from '../support/agency.ts'
import { Wire, type Answer, type Asked } from '../support/wire.ts'
import type { Ledger } from './ledger.ts'

export interface Held { readonly id: string; version: number; readonly shared: boolean }

/** What all clients have in common: where the service is, dossiers that they fight for, and whether they are to stand still. */
export interface Ground {
  readonly port: number
  readonly agency: TestAgency
  readonly ledger: Ledger
  readonly receipt: string
  readonly shared: Held[]
  /** Resolves at once, or when the clients may go on. */
  gate: Promise<void>
  ended: boolean
}

/** Nothing in the service waits longer; a request that does is counted and asked again. */
const patienceMs = 90_000
const ownMax = 6
const sharedMax = 4

interface Step { readonly by: Person; readonly event: { readonly type: string; readonly assigneeId?: string } }

/** The event that takes a dossier of procedure P1 on from a version; from the fourth on they lead round in a circle. */
const stepAt = (agency: TestAgency, version: number): Step => {
  const [desk, head, an, binh] = ['desk', 'head', 'an', 'binh'].map((name) => personNamed(agency, name)) as [Person, Person, Person, Person]
  if (version === 1) return { by: desk, event: { type: 'HAND_OVER' } }
  if (version === 2) return { by: head, event: { type: 'ASSIGN', assigneeId: an.accountId } }
  const circle: readonly Step[] = [
    { by: head, event: { type: 'ASSIGN', assigneeId: binh.accountId } }, { by: binh, event: { type: 'ACKNOWLEDGE' } },
    { by: head, event: { type: 'ASSIGN', assigneeId: an.accountId } }, { by: an, event: { type: 'ACKNOWLEDGE' } },
  ]
  return circle[(version - 3) % circle.length]!
}

export class FaultClient {
  readonly #ground: Ground
  readonly #name: string
  readonly #wire: Wire
  readonly #own: Held[] = []
  #count = 0
  /** True while no request is under way. */
  idle = true

  constructor(ground: Ground, name: string) {
    this.#ground = ground
    this.#name = name
    this.#wire = new Wire(ground.port)
  }

  /** Works until the ground has ended. */
  async run(): Promise<void> {
    while (!this.#ground.ended) {
      await this.#ground.gate
      if (this.#ground.ended) break
      this.idle = false
      await this.#work(++this.#count)
      this.idle = true
    }
    this.#wire.close()
  }

  async #work(turn: number): Promise<void> {
    const { shared } = this.#ground
    if (this.#own.length === 0 || turn % 12 === 0) return this.#receive(turn)
    if (turn % 7 === 0 && shared.length > 0) return this.#move(shared[turn % shared.length]!, turn)
    return this.#move(this.#own[turn % this.#own.length]!, turn)
  }

  async #receive(turn: number): Promise<void> {
    const { agency, ledger, receipt, shared } = this.#ground
    const desk = personNamed(agency, 'desk')
    const key = `${this.#name}-${turn}`
    const answer = await this.#untilAnswered({ method: 'POST', path: '/api/v1/dossiers', token: desk.token, key, body: receipt })
    if (answer.status !== 201) { ledger.oddities.push(`receipt ${key}: ${answer.status} ${answer.body.slice(0, 300)}`); return }
    const { id, version } = JSON.parse(answer.body) as { id: string; version: number }
    ledger.received += 1
    ledger.acknowledged.push({ key, accountId: desk.accountId, dossierId: id, version, event: 'ACCEPT' })
    if (this.#name === 'client-0') keepLast(shared, { id, version, shared: true }, sharedMax)
    else keepLast(this.#own, { id, version, shared: false }, ownMax)
    if (this.#own.length === 0) this.#own.push({ id, version, shared: true })
  }

  async #move(held: Held, turn: number): Promise<void> {
    const { agency, ledger } = this.#ground
    const expected = held.version
    const { by, event } = stepAt(agency, expected)
    const key = `${this.#name}-${turn}`
    const answer = await this.#untilAnswered({
      method: 'POST', path: `/api/v1/dossiers/${held.id}/events`, token: by.token, key, expected, body: JSON.stringify(event),
    })
    if (answer.status === 200 && answer.version === expected + 1) {
      ledger.acknowledged.push({ key, accountId: by.accountId, dossierId: held.id, version: expected + 1, event: event.type })
      held.version = Math.max(held.version, expected + 1)
      return
    }
    if (answer.status !== 412 || !held.shared) ledger.oddities.push(`${event.type} on ${held.id} at ${expected}: ${answer.status} ${answer.body.slice(0, 300)}`)
    held.version = answer.version ?? await this.#readVersion(held)
  }

  async #readVersion(held: Held): Promise<number> {
    const answer = await this.#untilAnswered({ method: 'GET', path: `/api/v1/dossiers/${held.id}`, token: personNamed(this.#ground.agency, 'head').token })
    if (answer.version === null) this.#ground.ledger.oddities.push(`reading ${held.id}: ${answer.status} ${answer.body.slice(0, 300)}`)
    return answer.version ?? held.version
  }

  /** Sends the same request under the same key until something other than "not now" comes back. */
  async #untilAnswered(asked: Asked): Promise<Answer> {
    const { ledger } = this.#ground
    for (;;) {
      const answer = await this.#patiently(asked)
      if (answer !== null && answer.status !== 503 && answer.status < 500) {
        if (answer.replayed) ledger.replays += 1
        return answer
      }
      if (answer !== null && answer.status !== 503) ledger.oddities.push(`${asked.path}: ${answer.status} ${answer.body.slice(0, 300)}`)
      ledger.retries += 1
      await new Promise((done) => { setTimeout(done, 50) })
    }
  }

  async #patiently(asked: Asked): Promise<Answer | null> {
    const timer = setTimeout(() => {
      this.#ground.ledger.oddities.push(`${asked.path}: no answer within ${patienceMs} ms`)
      this.#wire.close()
    }, patienceMs)
    try { return await this.#wire.send(asked) } catch { return null } finally { clearTimeout(timer) }
  }
}

const keepLast = (list: Held[], one: Held, max: number): void => {
  list.push(one)
  if (list.length > max) list.shift()
}
