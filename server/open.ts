/** Opens what every program of the service stands on: database, migrations, pools, objects, rules. One way for the service, the command line and tests. */
import { join } from 'node:path'
import { openDatabase } from '../storage/connect.ts'
import { openObjects } from '../storage/objects/open.ts'
import { migrate, openOrm } from '../storage/orm.ts'
import { openPool } from '../storage/pool.ts'
import { systemClock, type ServiceClock } from './clock.ts'
import type { S3Config } from './config.ts'
import { makeDeps, type Deps } from './deps.ts'
import { OfficeConverter } from './files/office.ts'
import { openPublicLinks } from './public-links.ts'

export interface OpenOptions {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly poolSize: number
  /** Absent: objects lie in a folder of `dataDir`. */
  readonly s3?: S3Config | undefined
  readonly clock?: ServiceClock
  /** Where the service is reached from outside; absent: where each request says. */
  readonly publicUrl?: string | undefined
  /** The program of LibreOffice; absent: where it usually is. */
  readonly soffice?: string | undefined
  /** Told of restarts of the embedded server and of idle connections that broke. */
  readonly onNotice: (message: string) => void
}

/** An open service: its dependencies, where its database is, and how to close it. */
export interface Opened { readonly deps: Deps; readonly url: string; readonly embedded: boolean; readonly close: () => Promise<void> }

/** Connections that the ORM may hold beside the pool: registers are read seldom. */
const ormPoolSize = 4

/**
 * Opens the database (the embedded one is joined when a running service holds it), brings it to the newest schema and makes the
 * dependencies. What was opened is closed again when a later step fails.
 * @throws Error that says what to do, when the database cannot be started or reached.
 */
export async function openService(options: OpenOptions): Promise<Opened> {
  const database = await openDatabase({ ...options, poolSize: options.poolSize + ormPoolSize })
  const closers: (() => Promise<void>)[] = [() => database.stop()]
  const close = async (): Promise<void> => {
    for (const closer of closers.toReversed()) await closer()
  }
  try {
    const orm = await openOrm({ url: database.url, poolSize: ormPoolSize })
    closers.push(() => orm.close(true))
    await migrate(orm)
    const pool = openPool({ url: database.url, poolSize: options.poolSize, onError: (error) => options.onNotice(error.message) })
    closers.push(() => pool.end())
    const objects = await openObjects({
      folder: join(options.dataDir, 'objects'), s3: options.s3, nowMs: () => (options.clock ?? systemClock).nowMs(), onNotice: options.onNotice,
    })
    closers.push(async () => objects.close())
    const links = openPublicLinks(options.dataDir, options.publicUrl ?? null)
    const office = new OfficeConverter({ hidden: [options.dataDir], ...(options.soffice === undefined ? {} : { program: options.soffice }) })
    return { deps: makeDeps(pool, orm, options.clock ?? systemClock, objects, links, office), url: database.url, embedded: database.embedded, close }
  } catch (error) {
    await close()
    throw error
  }
}
