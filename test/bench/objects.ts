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
import { processUs, serverUs } from './cpu.ts'
import { spreadOf, type Spread } from './numbers.ts'
import { openRawDisk, openRawS3, openRawServer, type RawStore } from './raw-store.ts'
import { pdfOfSize } from '../support/small-pdf.ts'

const kibibyte = 1 << 10
const mebibyte = 1 << 20

/** Files of one size, or of several: so many of each in turn. */
interface Load { readonly name: string; readonly sizes: readonly { readonly sizeBytes: number; readonly count: number }[] }
const loadOf = (sizeBytes: number): Load =>
  ({ name: sizeBytes < mebibyte ? `${sizeBytes / kibibyte} KiB` : `${sizeBytes / mebibyte} MiB`, sizes: [{ sizeBytes, count: Math.max(2, Math.min(32, (64 * mebibyte) / sizeBytes)) }] })
/** As an agency sends them: mostly letters and forms, some manuals, now and then a scan. */
const mix: Load = { name: 'mix', sizes: [{ sizeBytes: 64 * kibibyte, count: 12 }, { sizeBytes: mebibyte, count: 6 }, { sizeBytes: 16 * mebibyte, count: 2 }] }
const sizes = [64 * kibibyte, mebibyte, 16 * mebibyte]

interface ObjectBenchPlan { readonly rounds: number; readonly loads: readonly Load[]; readonly clients: readonly number[] }
const longPlan: ObjectBenchPlan = { rounds: 5, loads: [...sizes.map(loadOf), mix], clients: [1, 4] }
const shortPlan: ObjectBenchPlan = { ...longPlan, rounds: 2, clients: [1] }

/** One line of the result, in MiB/s; the ratio is taken within each round. */
interface ObjectLevel {
  readonly what: 'put' | 'get'; readonly load: string; readonly clients: number; readonly against: string; readonly raw: Spread; readonly service: Spread; readonly ratio: Spread
  /** Processor time of a MiB, in ms: of the raw store's own process, of the service, of its database. */
  readonly cpuMs: { readonly raw: number; readonly service: number; readonly database: number }
}

interface Ground { readonly port: number; readonly agency: TestAgency; readonly raws: readonly RawStore[]; readonly serviceUs: () => number; readonly databaseUs: () => number }

/** Bytes that the service takes for a PDF; every file is another one. */
const fileOf = (sizeBytes: number): Buffer => pdfOfSize(sizeBytes, randomBytes(sizeBytes))

/** A document whose draft gets file after file. */
interface Draft { readonly id: string; readonly revisionId: string; version: number }

/** One client: a document for each size. */
class Client {
  readonly wire: DocumentWire
  private readonly drafts = new Map<number, Draft>()
  private readonly name: string
  private keys = 0

  constructor({ port, agency }: Ground, name: string) {
    this.wire = new DocumentWire({ port, token: personNamed(agency, 'ban').token, sums: false })
    this.name = name
  }

  async begin(agency: TestAgency, { sizes }: Load): Promise<this> {
    for (const { sizeBytes } of sizes) {
      const code = `HD-${this.name}-${sizeBytes}`.toUpperCase()
      const made = await this.wire.tell('POST', '/api/v1/documents', { code, type: 'guidance', title: 'Đo tốc độ', ownerUnitId: agency.units.D1, reason: 'Đo' }, { 'idempotency-key': `new-${code}` })
      if (made.status !== 201) throw new Error(`no document: ${made.status} ${JSON.stringify(made.json)}`)
      this.drafts.set(sizeBytes, { id: String(at(made.json, 'id')), revisionId: String(at(made.json, 'revisions.0.id')), version: Number(at(made.json, 'version')) })
    }
    return this
  }

  async put(bytes: Buffer): Promise<void> {
    const draft = this.drafts.get(bytes.length)!
    const told = await this.wire.upload(draft.id, { version: draft.version, key: `${this.name}-${this.keys += 1}`, bytes })
    if (told.status !== 200) throw new Error(`no upload: ${told.status} ${JSON.stringify(told.json)}`)
    draft.version = Number(at(told.json, 'version'))
  }

  async get({ length }: Buffer): Promise<void> {
    const { id, revisionId } = this.drafts.get(length)!
    const read = await this.wire.read(`/api/v1/documents/${id}/revisions/${revisionId}/file`)
    if (read.status !== 200 || read.sizeBytes !== length) throw new Error(`not read: ${read.status}, ${read.sizeBytes} bytes`)
  }
}

/** What one side did in a round. */
interface Measured { readonly mibPerSecond: number; readonly rawUs: number; readonly serviceUs: number; readonly databaseUs: number }
type Sides = Readonly<Record<string, Measured>>

const sumOf = (files: readonly Buffer[]): number => files.reduce((sum, { length }) => sum + length, 0) / mebibyte

/** Every client moves all the files, one after the other; everybody together is measured. */
const measure = async (ground: Ground, files: readonly Buffer[], { raw, movers }: { raw: RawStore | null; movers: readonly ((file: Buffer, at: number) => Promise<void>)[] }): Promise<Measured> => {
  const used = (): { rawUs: number; serviceUs: number; databaseUs: number } => ({ rawUs: raw?.cpuUs() ?? 0, serviceUs: ground.serviceUs(), databaseUs: ground.databaseUs() })
  const [from, before] = [performance.now(), used()]
  await Promise.all(movers.map(async (move) => { for (const [at, file] of files.entries()) await move(file, at) }))
  const [ms, after] = [performance.now() - from, used()]
  return {
    mibPerSecond: movers.length * sumOf(files) / (ms / 1000), rawUs: after.rawUs - before.rawUs, serviceUs: after.serviceUs - before.serviceUs, databaseUs: after.databaseUs - before.databaseUs,
  }
}

/** Everything once, the raw stores and the service in turn. */
const round = async (ground: Ground, clients: readonly Client[], files: readonly Buffer[]): Promise<{ put: Sides; get: Sides }> => {
  const [put, get]: [Record<string, Measured>, Record<string, Measured>] = [{}, {}]
  for (const raw of ground.raws) {
    const keys: string[][] = clients.map(() => [])
    put[raw.name] = await measure(ground, files, { raw, movers: keys.map((own) => async (file) => { own.push(await raw.put(file)) }) })
    get[raw.name] = await measure(ground, files, { raw, movers: keys.map((own) => (_, at) => raw.get(own[at]!)) })
    await raw.remove(keys.flat())
  }
  put['service'] = await measure(ground, files, { raw: null, movers: clients.map((client) => (file) => client.put(file)) })
  get['service'] = await measure(ground, files, { raw: null, movers: clients.map((client) => (file) => client.get(file)) })
  return { put, get }
}

/** The lines of one level: each direction against each raw store. */
const linesOf = (rounds: readonly { put: Sides; get: Sides }[], { raws }: Ground, { load, clients, mib }: { load: string; clients: number; mib: number }): ObjectLevel[] =>
  (['put', 'get'] as const).flatMap((what) => raws.map(({ name }) => {
    const [raw, service] = [name, 'service'].map((side) => rounds.map((one) => one[what][side]!)) as [Measured[], Measured[]]
    const speeds = (side: readonly Measured[]): number[] => side.map(({ mibPerSecond }) => mibPerSecond)
    const cpuMs = (side: readonly Measured[], us: 'rawUs' | 'serviceUs' | 'databaseUs'): number => side.reduce((sum, one) => sum + one[us], 0) / 1000 / side.length / mib
    return {
      what, load, clients, against: name, raw: spreadOf(speeds(raw)), service: spreadOf(speeds(service)), ratio: spreadOf(speeds(service).map((one, at) => one / speeds(raw)[at]!)),
      cpuMs: { raw: cpuMs(raw, 'rawUs'), service: cpuMs(service, 'serviceUs'), database: cpuMs(service, 'databaseUs') },
    }
  }))

const level = async (ground: Ground, plan: ObjectBenchPlan, load: Load, clientCount: number): Promise<ObjectLevel[]> => {
  const clients = await Promise.all(Array.from({ length: clientCount }, (_, at) => new Client(ground, `${load.name.replace(' ', '')}-${clientCount}-${at}`).begin(ground.agency, load)))
  const files = load.sizes.flatMap(({ sizeBytes, count }) => Array.from({ length: count }, () => fileOf(sizeBytes)))
  const rounds = []
  // The first warms up.
  for (let at = -1; at < plan.rounds; at += 1) rounds.push(await round(ground, clients, files))
  for (const client of clients) client.wire.close()
  return linesOf(rounds.slice(1), ground, { load: load.name, clients: clientCount, mib: clientCount * sumOf(files) })
}

const makeWorld = async (url: string): Promise<TestAgency> => {
  const orm = await openOrm({ url, poolSize: 2 })
  try {
    await migrate(orm)
    return await makeAgency(orm, { code: 'H19', people: [{ userName: 'ban', holds: [{ role: 'specialist', unit: 'D1' }, { role: 'isoSecretary', unit: 'ROOT' }] }], procedures: [], passwordHash: null })
  } finally { await orm.close() }
}

const openRaws = async (s3: S3Server | null, dataDir: string): Promise<RawStore[]> =>
  (s3 === null ? [await openRawDisk(join(dataDir, 'raw')), await openRawServer(join(dataDir, 'raw-http'))] : [await openRawS3(s3)])

/** Measures on disk, or on the S3 server given. */
const benchObjects = async (plan: ObjectBenchPlan, s3: S3Server | null, nodeOptions: readonly string[]): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-bench-objects-'))
  const database = await openDatabase({ dataDir, poolSize: 20 })
  try {
    const agency = await makeWorld(database.url)
    const env = s3 === null ? {} : { S3_ENDPOINT: s3.endpoint, S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey, S3_BUCKET: newBucket() }
    const port = await freePort()
    const service = await startService({ port, dataDir, env, nodeOptions })
    const raws = await openRaws(s3, dataDir)
    const ground: Ground = { port, agency, raws, serviceUs: () => processUs(service.pid), databaseUs: () => serverUs(dataDir) }
    try {
      for (const load of plan.loads) {
        for (const clients of plan.clients) {
          for (const one of await level(ground, plan, load, clients)) console.log(rowOf(one))
        }
      }
    } finally {
      for (const raw of raws) await raw.close()
      await service.stop()
    }
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const tableHead = '| what | load | clients | raw store | raw MiB/s (min / median / max) | service MiB/s | ratio | CPU ms/MiB: raw / service / database |\n|---|---|---|---|---|---|---|---|'
const rowOf = ({ what, load, clients, against, raw, service, ratio, cpuMs }: ObjectLevel): string => {
  const words = ({ min, median, max }: Spread, digits: number): string => [min, median, max].map((one) => one.toFixed(digits)).join(' / ')
  return `| ${what} | ${load} | ${clients} | ${against} | ${words(raw, 0)} | ${words(service, 0)} | ${words(ratio, 2)} | ${[cpuMs.raw, cpuMs.service, cpuMs.database].map((one) => one.toFixed(1)).join(' / ')} |`
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { short: { type: 'boolean' }, s3: { type: 'boolean' }, rounds: { type: 'string' }, sizes: { type: 'string' }, clients: { type: 'string' }, profile: { type: 'string' } } })
  const base = values.short ? shortPlan : longPlan
  const numbers = (text: string | undefined): number[] | undefined => text?.split(',').map(Number)
  const plan = { rounds: Number(values.rounds ?? base.rounds), loads: numbers(values.sizes)?.map((one) => loadOf(one * mebibyte)) ?? base.loads, clients: numbers(values.clients) ?? base.clients }
  const endings: (() => unknown)[] = []
  try {
    const s3 = values.s3 ? await startS3({ teardown: (ending) => { endings.push(ending) } }, { store: 'disk' }) : null
    console.log(tableHead)
    await benchObjects(plan, s3, values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`])
  } finally {
    for (const ending of endings) await ending()
  }
}

await main()
