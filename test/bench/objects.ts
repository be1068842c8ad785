/** `npm run bench:objects`: bytes per second put and got through the service against the raw store with the same bytes, in one run. `--s3` for an S3 server, `--short` for a quick look. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../storage/connect.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { makeAgency, personNamed, type TestAgency } from '../support/agency.ts'
import { DocumentWire } from '../support/document-wire.ts'
import { at } from '../support/live.ts'
import { newBucket, startS3, type S3Server } from '../support/s3.ts'
import { freePort, startService } from '../support/service.ts'
import { spreadOf, type Spread } from './numbers.ts'
import { openRawDisk, openRawS3, type RawStore } from './raw-store.ts'
import { pdfOfSize } from '../support/small-pdf.ts'

export interface ObjectBenchPlan { readonly rounds: number; readonly sizes: readonly number[]; readonly clients: readonly number[]; /** Of each size, each client moves so many bytes a round. */ readonly roundBytes: number }
const mebibyte = 1 << 20
export const shortPlan: ObjectBenchPlan = { rounds: 2, sizes: [mebibyte, 8 * mebibyte], clients: [1], roundBytes: 16 * mebibyte }
const longPlan: ObjectBenchPlan = { rounds: 5, sizes: [256 * 1024, mebibyte, 8 * mebibyte, 64 * mebibyte], clients: [1, 4], roundBytes: 128 * mebibyte }

/** One line of the result, in MiB/s; the ratio is taken within each round. */
export interface ObjectLevel {
  readonly what: 'put' | 'get'; readonly sizeBytes: number; readonly clients: number; readonly raw: Spread; readonly service: Spread; readonly ratio: Spread
}

interface Ground { readonly port: number; readonly agency: TestAgency; readonly raw: RawStore }

/** Bytes that the service takes for a PDF; every file is another one. */
const fileOf = (sizeBytes: number): Buffer => pdfOfSize(sizeBytes, randomBytes(sizeBytes))

/** One client: a document of its own whose draft gets file after file. */
class Client {
  readonly wire: DocumentWire
  private version = 0
  private id = ''
  private revisionId = ''
  private readonly name: string
  private keys = 0

  constructor({ port, agency }: Ground, name: string) {
    this.wire = new DocumentWire({ port, token: personNamed(agency, 'ban').token, sums: false })
    this.name = name
  }

  async begin(agency: TestAgency): Promise<this> {
    const made = await this.wire.tell('POST', '/api/v1/documents', { code: `HD-${this.name}`, type: 'guidance', title: 'Đo tốc độ', ownerUnitId: agency.units.D1, reason: 'Đo' }, { 'idempotency-key': `new-${this.name}` })
    if (made.status !== 201) throw new Error(`no document: ${made.status} ${JSON.stringify(made.json)}`)
    this.id = String(at(made.json, 'id'))
    this.version = Number(at(made.json, 'version'))
    this.revisionId = String(at(made.json, 'revisions.0.id'))
    return this
  }

  async put(bytes: Buffer): Promise<void> {
    const told = await this.wire.upload(this.id, { version: this.version, key: `${this.name}-${this.keys += 1}`, bytes })
    if (told.status !== 200) throw new Error(`no upload: ${told.status} ${JSON.stringify(told.json)}`)
    this.version = Number(at(told.json, 'version'))
  }

  async get(sizeBytes: number): Promise<void> {
    const read = await this.wire.read(`/api/v1/documents/${this.id}/revisions/${this.revisionId}/file`)
    if (read.status !== 200 || read.sizeBytes !== sizeBytes) throw new Error(`not read: ${read.status}, ${read.sizeBytes} bytes`)
  }
}

/** MiB per second of everybody together. */
const measure = async (workers: readonly (() => Promise<void>)[], bytesEach: number): Promise<number> => {
  const from = performance.now()
  await Promise.all(workers.map((work) => work()))
  return workers.length * bytesEach / mebibyte / ((performance.now() - from) / 1000)
}

const level = async (ground: Ground, plan: ObjectBenchPlan, sizeBytes: number, clientCount: number): Promise<ObjectLevel[]> => {
  const clients = await Promise.all(Array.from({ length: clientCount }, (_, at) => new Client(ground, `${sizeBytes}-${clientCount}-${at}`).begin(ground.agency)))
  const repeats = Math.max(1, Math.floor(plan.roundBytes / sizeBytes))
  const bytesEach = repeats * sizeBytes
  const files = Array.from({ length: Math.min(repeats, 8) }, () => fileOf(sizeBytes))
  const times = (work: (file: Buffer) => Promise<unknown>) => async (): Promise<void> => { for (let at = 0; at < repeats; at += 1) await work(files[at % files.length]!) }
  const figures = { put: { raw: [] as number[], service: [] as number[] }, get: { raw: [] as number[], service: [] as number[] } }
  for (let round = -1; round < plan.rounds; round += 1) {
    const keys: string[] = []
    const put = {
      raw: await measure(clients.map(() => times(async (file) => { keys.push(await ground.raw.put(file)) })), bytesEach),
      service: await measure(clients.map((client) => times((file) => client.put(file))), bytesEach),
    }
    let next = 0
    const get = {
      raw: await measure(clients.map(() => times(() => ground.raw.get(keys[next++ % keys.length]!))), bytesEach),
      service: await measure(clients.map((client) => times(() => client.get(sizeBytes))), bytesEach),
    }
    await ground.raw.remove(keys)
    if (round < 0) continue
    for (const [what, { raw, service }] of [['put', put], ['get', get]] as const) {
      figures[what].raw.push(raw)
      figures[what].service.push(service)
    }
  }
  for (const client of clients) client.wire.close()
  return (['put', 'get'] as const).map((what) => ({
    what, sizeBytes, clients: clientCount, raw: spreadOf(figures[what].raw), service: spreadOf(figures[what].service),
    ratio: spreadOf(figures[what].service.map((one, at) => one / figures[what].raw[at]!)),
  }))
}

const makeWorld = async (url: string): Promise<TestAgency> => {
  const orm = await openOrm({ url, poolSize: 2 })
  try {
    await migrate(orm)
    return await makeAgency(orm, { code: 'H19', people: [{ userName: 'ban', holds: [{ role: 'specialist', unit: 'D1' }, { role: 'isoSecretary', unit: 'ROOT' }] }], procedures: [], passwordHash: null })
  } finally { await orm.close() }
}

/** Measures on disk, or on the S3 server given. */
export const benchObjects = async (plan: ObjectBenchPlan, s3: S3Server | null, onLevel: (level: ObjectLevel) => void, nodeOptions: readonly string[] = []): Promise<ObjectLevel[]> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-bench-objects-'))
  const database = await openDatabase({ dataDir, poolSize: 20 })
  const levels: ObjectLevel[] = []
  try {
    const agency = await makeWorld(database.url)
    const env = s3 === null ? {} : { S3_ENDPOINT: s3.endpoint, S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey, S3_BUCKET: newBucket() }
    const port = await freePort()
    const service = await startService({ port, dataDir, env, nodeOptions })
    const raw = s3 === null ? await openRawDisk(join(dataDir, 'raw')) : await openRawS3(s3)
    try {
      for (const sizeBytes of plan.sizes) {
        for (const clients of plan.clients) {
          for (const one of await level({ port, agency, raw }, plan, sizeBytes, clients)) {
            levels.push(one)
            onLevel(one)
          }
        }
      }
    } finally { await service.stop() }
    return levels
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export const tableHead = '| what | size | clients | raw MiB/s (min / median / max) | service MiB/s | ratio |\n|---|---|---|---|---|---|'
export const rowOf = ({ what, sizeBytes, clients, raw, service, ratio }: ObjectLevel): string => {
  const words = ({ min, median, max }: Spread, digits: number): string => [min, median, max].map((one) => one.toFixed(digits)).join(' / ')
  return `| ${what} | ${sizeBytes / mebibyte} MiB | ${clients} | ${words(raw, 0)} | ${words(service, 0)} | ${words(ratio, 2)} |`
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { short: { type: 'boolean' }, s3: { type: 'boolean' }, rounds: { type: 'string' }, sizes: { type: 'string' }, clients: { type: 'string' }, profile: { type: 'string' } } })
  const base = values.short ? shortPlan : longPlan
  const numbers = (text: string | undefined): number[] | undefined => text?.split(',').map(Number)
  const plan = { ...base, rounds: Number(values.rounds ?? base.rounds), sizes: numbers(values.sizes)?.map((one) => one * mebibyte) ?? base.sizes, clients: numbers(values.clients) ?? base.clients }
  const endings: (() => unknown)[] = []
  try {
    const s3 = values.s3 ? await startS3({ teardown: (ending) => { endings.push(ending) } }, { store: 'disk' }) : null
    console.log(tableHead)
    await benchObjects(plan, s3, (one) => console.log(rowOf(one)), values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`])
  } finally {
    for (const ending of endings) await ending()
  }
}

if (import.meta.main) await main()
