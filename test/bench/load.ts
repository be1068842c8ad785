/** The HTTP clients of the measurement, in a process of their own: reads one `LoadPlan` on standard input, answers one `LoadResult`. */
import { text } from 'node:stream/consumers'
import { Wire } from '../support/wire.ts'
import { idStart } from './numbers.ts'

export interface LoadPlan {
  readonly port: number
  readonly clients: number
  readonly seconds: number
  /** Number of the first client's first dossier, how many dossiers each client has, and the version at which they stand. */
  readonly base: number
  readonly own: number
  readonly v0: number
  readonly circle: readonly { readonly token: string; readonly body: string }[]
  /** Makes the idempotency keys of this run its own. */
  readonly run: string
}
export interface LoadResult {
  readonly done: number
  readonly seconds: number
  /** Processor time of the clients themselves for each request. */
  readonly clientUs: number
  readonly p50Ms: number
  readonly p99Ms: number
}

interface Meter { readonly until: number; readonly latencies: number[] }

/** Walks the client's dossiers again and again, each time one event further. @throws Error at the first answer that is not 200 with the next version */
const walk = async (plan: LoadPlan, client: number, meter: Meter): Promise<void> => {
  const wire = new Wire(plan.port)
  const first = plan.base + client * plan.own
  for (let i = 0; performance.now() < meter.until; i++) {
    const number = first + i % plan.own
    const visit = Math.floor(i / plan.own)
    const { token, body } = plan.circle[visit % plan.circle.length]!
    const expected = plan.v0 + visit
    const from = performance.now()
    const answer = await wire.send({
      method: 'POST', path: `/api/v1/dossiers/${idStart}${number}/events`, token, key: `${plan.run}-${number}-${expected}`, expected, body,
    })
    if (answer.status !== 200 || answer.version !== expected + 1) throw new Error(`dossier ${number} at version ${expected}: ${answer.status} ${answer.version} ${answer.body}`)
    meter.latencies.push(performance.now() - from)
  }
  wire.close()
}

const load = async (plan: LoadPlan): Promise<LoadResult> => {
  const cpu = process.cpuUsage()
  const from = performance.now()
  const meter = { until: from + plan.seconds * 1000, latencies: [] as number[] }
  await Promise.all(Array.from({ length: plan.clients }, (_, client) => walk(plan, client, meter)))
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const sorted = meter.latencies.sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return { done: sorted.length, seconds, clientUs: (user + system) / sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) }
}

if (import.meta.main) console.log(JSON.stringify(await load(JSON.parse(await text(process.stdin)) as LoadPlan)))
