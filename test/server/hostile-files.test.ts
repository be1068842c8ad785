/** Files of strangers: each is refused with words that say what to do, or kept safely; and the service never grows over them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { makeAgency, personNamed } from '../support/agency.ts'
import { DocumentWire, type Told } from '../support/document-wire.ts'
import { goodFiles, hostileFiles } from '../support/hostile.ts'
import { at } from '../support/live.ts'
import { withDatabase } from '../support/postgres.ts'
import { freePort, startService } from '../support/service.ts'

t.setTimeout(900_000)
/** All classes and some damages; HOSTILE_FILES=300 for the whole. */
const count = Number(process.env['HOSTILE_FILES'] ?? '75')
const seed = Number(process.env['HOSTILE_SEED'] ?? '20261122')
/** The collector of a process that was just begun is in no hurry: what is stated is the whole form's figure, the short one finds a leak. */
const residentMegabytesMax = count >= 300 ? 300 : 400

const { url: databaseUrl, orm } = await withDatabase(t)
const agency = await makeAgency(orm, { code: 'H19', people: [{ userName: 'draft', holds: [{ role: 'specialist', unit: 'D1' }] }], procedures: [], passwordHash: null })
const dataDir = mkdtempSync(join(tmpdir(), 'quytrinh-hostile-'))
const service = await startService({ port: await freePort(), dataDir, databaseUrl })
t.teardown(async () => { await service.stop(); rmSync(dataDir, { recursive: true }) })

const wire = new DocumentWire({ port: service.port, token: personNamed(agency, 'draft').token, sums: false })
t.teardown(() => wire.close())
const begun = await wire.tell('POST', '/api/v1/documents', { code: 'HD-01', type: 'guidance', title: 'Tệp lạ', ownerUnitId: agency.units.D1, reason: 'Thử' }, { 'idempotency-key': 'new' })
const id = String(at(begun.json, 'id'))
let version = Number(at(begun.json, 'version'))
let keys = 0

const send = async (bytes: Buffer): Promise<Told> => {
  const told = await wire.upload(id, { version, key: `file-${keys += 1}`, bytes })
  if (told.status === 200) version = Number(at(told.json, 'version'))
  return told
}

let mostMegabytes = 0
const look = setInterval(() => { mostMegabytes = Math.max(mostMegabytes, residentMegabytes()) }, 100)
t.teardown(() => clearInterval(look))
const residentMegabytes = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

t.test('good files of every kind are taken', async (t) => {
  for (const { what, bytes } of await goodFiles()) {
    const told = await send(bytes)
    t.equal(told.status, 200, `${what} ${JSON.stringify(told.json).slice(0, 300)}`)
  }
})

t.test('hostile and broken files are refused in both languages, or kept safely', async (t) => {
  const outcomes = new Map<string, number>()
  for (const { what, bytes, expected } of await hostileFiles(seed, count)) {
    const told = await send(bytes)
    const code = String(at(told.json, 'type') ?? 'taken').replace('/problems/', '')
    const outcome = code === 'file-refused' ? `refused: ${String(at(told.json, 'fault'))}` : code
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    if (told.status === 200) t.not(expected, 'refused', what)
    else {
      t.ok([400, 413, 415, 422].includes(told.status), `${what}: ${told.status}, seed ${seed}`)
      t.ok(at(told.json, 'title') && at(told.json, 'titleEn'), `${what}: says so in both languages`)
      if (code === 'file-refused') t.ok(at(told.json, 'why') && at(told.json, 'whyEn'), `${what}: says what to do`)
    }
  }
  t.comment(`outcomes of ${count}: ${JSON.stringify(Object.fromEntries([...outcomes].sort()))}`)
})

t.test('the service stays small and goes on', async (t) => {
  t.equal((await send((await goodFiles())[0]!.bytes)).status, 200)
  t.equal(service.ended(), undefined, 'the same process')
  t.ok(mostMegabytes < residentMegabytesMax, `at most ${Math.round(mostMegabytes)} MB of ${residentMegabytesMax} resident`)
  if (service.words() !== '') t.comment(service.words())
  t.comment(`service: at most ${Math.round(mostMegabytes)} MB resident`)
})
