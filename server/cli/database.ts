/** The database for one command: the one of DATABASE_URL, or the embedded one, joined or started and left as it was found. */
import { resolve } from 'node:path'
import { openDatabase } from '../../storage/connect.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { openPool } from '../../storage/pool.ts'
import { systemClock } from '../clock.ts'
import { makeDeps, type Deps } from '../deps.ts'

const poolSize = 4
const complain = (text: string) => process.stderr.write(`${text}\n`)

/** Runs `work` on a migrated database and closes everything after it. */
export async function withDeps<T>(work: (deps: Deps) => Promise<T>): Promise<T> {
  const dataDir = resolve(process.env['DATA_DIR'] || 'data')
  const database = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir, poolSize, onNotice: complain })
  try {
    const orm = await openOrm({ url: database.url, poolSize })
    const pool = openPool({ url: database.url, poolSize, onError: (error) => complain(error.message) })
    try {
      await migrate(orm)
      return await work(makeDeps(pool, orm, systemClock))
    } finally {
      await pool.end()
      await orm.close()
    }
  } finally {
    await database.stop()
  }
}
