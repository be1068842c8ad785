/** For commands that need the database: DATABASE_URL, or the embedded server, joined when a running service holds it. */
import { resolve } from 'node:path'
import { openService, type Opened } from '../open.ts'

const given = (name: string): string | undefined => process.env[name]?.trim() || undefined

/** Opens the service's database, runs `work`, and closes what was opened. */
export async function withService<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await openService({
    databaseUrl: given('DATABASE_URL'), dataDir: resolve(given('DATA_DIR') ?? 'data'), poolSize: 4,
    onNotice: (message) => process.stderr.write(`${message}\n`),
  })
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}
