/** The sample commune as a database to clone, with the files of its documents beside it: made by the first test that asks for it. */
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { NewObjective, Objective } from '../../schemas/objective.ts'
import { enterObjective } from '../../server/commands/enter-objective.ts'
import { type Deps, makeDeps } from '../../server/deps.ts'
import { createSampleAgency } from '../../server/sample/create.ts'
import { findCredentials } from '../../storage/accounts.ts'
import { DiskStore } from '../../storage/objects/disk.ts'
import { openPool } from '../../storage/pool.ts'
import { beginSession } from '../../storage/sessions.ts'
import { findSignedIn, type SignedInPerson } from '../../storage/signed-in.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { withFolder } from './objects.ts'
import { clusterFolder, migrated, nameOfSources, type Template, withDatabase } from './postgres.ts'

/** A Friday morning. */
export const sampleNowMs = parseInstant('2026-11-20T09:30', 'Asia/Ho_Chi_Minh')
export const samplePassword = 'mật khẩu của mẫu'

/** Every look at the clock is a little later, as in life: entries of a journal keep their order. */
const stepMs = 50

const name = nameOfSources('sample', ['{schemas,workflows,storage,server/sample,server/render}/**/*.*', 'server/commands/{set-up,new-password}.ts', 'server/{deps,passwords}.ts', 'test/support/sample.ts'])
const folder = join(clusterFolder, name)

const template: Template = {
  name,
  base: migrated,
  make: async (orm, url) => {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const pool = openPool({ url, poolSize: 4, onError: () => undefined })
    let looks = 0
    const clock = { nowMs: () => sampleNowMs + (looks += 1) * stepMs }
    try {
      await createSampleAgency(makeDeps(pool, orm, clock, await DiskStore.open(join(folder, 'objects'))), { nowMs: sampleNowMs, password: () => samplePassword, handOut: async () => undefined })
    } finally { await pool.end() }
    writeFileSync(join(folder, 'looks'), String(looks))
  },
}

/** The service on its sample, and the address of its database, for programs that open it by themselves. */
export interface Sample extends Deps { readonly databaseUrl: string }

/** The sample commune on a database and in a folder of its own, at the instant where it was made; all of it goes when `t` ends. */
export const withSample = async (t: Test): Promise<Sample> => {
  const { url, orm } = await withDatabase(t, template)
  const objects = withFolder(t)
  cpSync(join(folder, 'objects'), objects, { recursive: true })
  const pool = openPool({ url, poolSize: 8, onError: () => undefined })
  t.teardown(() => pool.end())
  let looks = Number(readFileSync(join(folder, 'looks'), 'utf8'))
  return { ...makeDeps(pool, orm, { nowMs: () => sampleNowMs + (looks += 1) * stepMs }, await DiskStore.open(objects)), databaseUrl: url }
}

/** The token of a session of somebody of the sample. */
export const sampleToken = async (deps: Deps, userName: string): Promise<string> => {
  const em = deps.orm.em.fork()
  const nowMs = deps.clock.nowMs()
  const found = await findCredentials(em, userName)
  const token = randomBytes(32).toString('base64url')
  await beginSession(em, token, { tenantId: found!.tenantId, accountId: found!.account.id }, { nowMs, expiresAtMs: nowMs + 86_400_000 })
  return token
}

/** Somebody of the sample, signed in. */
export const samplePerson = async (deps: Deps, userName: string): Promise<SignedInPerson> =>
  (await findSignedIn(deps.pool, createHash('sha256').update(await sampleToken(deps, userName)).digest(), deps.clock.nowMs()))!

/** One more objective of the sample's year, decided on its first day. */
export const enterSampleObjective = async (deps: Deps, more: Pick<NewObjective, 'formula' | 'name' | 'comparison' | 'target'> & Partial<NewObjective>): Promise<Objective> => {
  const person = await samplePerson(deps, 'mau.iso')
  const body = { year: 2026, tolerance: 0, clause: '6.2', number: '42/QĐ-UBND', on: '2025-12-15', ownerId: person.account.id, ...more }
  return (await enterObjective(deps, { person, key: randomBytes(9).toString('hex'), body })).answer
}
