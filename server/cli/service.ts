/** For commands that need the database: DATABASE_URL, or the embedded server, joined when a running service holds it. */
import { resolve } from 'node:path'
import { ConfigError, readS3 } from '../config.ts'
import { openService, type Opened } from '../open.ts'

const given = (name: string): string | undefined => process.env[name]?.trim() || undefined

/** Opens the service's database, runs `work`, and closes what was opened. */
export async function withService<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const faults: string[] = []
  const s3 = readS3(process.env, faults)
  if (faults.length > 0) throw new ConfigError(faults)
  const opened = await openService({
    s3, databaseUrl: given('DATABASE_URL'), dataDir: resolve(given('DATA_DIR') ?? 'data'), poolSize: 4,
    onNotice: (message) => process.stderr.write(`${message}\n`),
  })
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}
