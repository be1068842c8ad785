import t from 'tap'
import { tmpdir } from 'node:os'
import { standardEvents } from '../../schemas/procedure.ts'
import { openPool } from '../../storage/pool.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { makeAgency } from '../support/agency.ts'
import { withDatabase } from '../support/postgres.ts'
import { freePort, startService } from '../support/service.ts'
import { Driver, inForceToday, type Bench } from './driver.ts'
import { placesOf, type Place } from './paths.ts'
import { Reading } from './reading.ts'
import { staff, staffOf } from './staff.ts'

t.setTimeout(900_000)

const all = shippedProcedures()
const procedures = all.map((definition) => inForceToday(definition, all))
const { url, orm } = await withDatabase(t)
const agency = await makeAgency(orm, { code: 'H19', people: staff, procedures, passwordHash: null })
const pool = openPool({ url, poolSize: 6, onError: () => undefined })
const service = await startService({ port: await freePort(), dataDir: tmpdir(), databaseUrl: url })
t.teardown(async () => { await service.stop(); await pool.end() })
const bench: Bench = { port: service.port, pool, agency, members: staffOf(agency) }

/** `MODEL_TRIES=all`: everything that is refused is tried at every place; else every fifth of it, others at the next place. */
const whole = process.env['MODEL_TRIES'] === 'all'
let placesTried = 0

interface Counts { tries: number; moved: number; refused: number; faults: string[] }

/** Brings a dossier to the place, tries everything there, and sees that what was refused changed nothing. */
const tryPlace = async (reading: Reading, place: Place, counts: Counts): Promise<void> => {
  const driver = new Driver(bench, reading)
  try {
    let standing = await driver.begin()
    for (const event of place.path) standing = await driver.take(standing, event)
    const wanted = place.active.filter((leaf) => !reading.isEnd(leaf))
    if (wanted.join() !== standing.active.join()) counts.faults.push(`stands at ${standing.active.join()} and not at ${wanted.join()}`)
    const before = await driver.kept(standing.id)
    const events = [...new Set([...standardEvents, ...reading.events, 'NO_SUCH_EVENT'])]
    const turn = placesTried++ % 5
    const tries = driver.triesAt(standing, events).filter((one, at) => whole || at % 5 === turn || driver.expect(standing, one) === 'moves')
    const tried = await driver.tryAll(standing, tries)
    counts.tries += tried.length
    counts.moved += tried.filter(({ expected }) => expected === 'moves').length
    counts.refused += tried.filter(({ expected }) => expected !== 'moves').length
    counts.faults.push(...tried.flatMap(({ fault }) => (fault === null ? [] : [`at ${standing.active.join(' + ')}: ${fault}`])))
    if (await driver.kept(standing.id) !== before) counts.faults.push(`at ${standing.active.join(' + ')}: refused events changed the dossier`)
  } finally { driver.close() }
}

const workers = 6
const sum = { steps: 0, tries: 0, moved: 0, refused: 0 }

for (const definition of procedures) {
  t.test(`${definition.code}: at every step the events of every role do what the definition says, over HTTP`, async (t) => {
    const reading = new Reading(definition)
    const places = placesOf(compile(definition), reading.leaves)
    const counts: Counts = { tries: 0, moved: 0, refused: 0, faults: [] }
    const queue = [...places]
    await Promise.all(Array.from({ length: workers }, async () => {
      for (let place = queue.shift(); place !== undefined; place = queue.shift()) await tryPlace(reading, place, counts)
    }))
    t.same(counts.faults.slice(0, 20), [], `${reading.leaves.length} steps, ${counts.tries} tries: ${counts.moved} moved, ${counts.refused} refused`)
    t.ok(counts.moved > 0)
    sum.steps += reading.leaves.length
    for (const count of ['tries', 'moved', 'refused'] as const) sum[count] += counts[count]
  })
}

t.test('all shipped procedures together', async (t) => {
  t.comment(`${procedures.length} procedures, ${sum.steps} steps, ${sum.tries} tries: ${sum.moved} moved, ${sum.refused} refused`)
  t.ok(sum.moved > 1_000 && sum.refused > (whole ? 20_000 : 10_000))
})
