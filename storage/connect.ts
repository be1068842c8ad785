/** Where the database is: the one that DATABASE_URL names, or an embedded PostgreSQL in the data folder. */
import { totalmem } from 'node:os'
import { startEmbedded } from './embedded/embedded.ts'

export interface DatabaseOptions {
  /** A PostgreSQL 15 or newer that somebody else looks after; absent or empty: the embedded one. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  /** Connections that this process will open. */
  readonly poolSize: number
  /** Told of every restart of the embedded server after a crash. */
  readonly onNotice?: (message: string) => void
}
export interface Database { readonly url: string; readonly embedded: boolean; stop(): Promise<void> }

const mebibyte = 1_048_576

/**
 * Nothing acknowledged may be lost, so the three durability switches are fixed; the rest fits a small machine. After a crash syncfs
 * makes the files safe in one call instead of one for each of a thousand files (start after kill -9: 0.1-0.4 s against 0.4-3.3 s).
 * Faults are logged tersely and without their statement: the details repeat whole rows, and those may be personal.
 */
const serverSettings = (poolSize: number): Record<string, string | number> => ({
  fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on',
  shared_buffers: `${Math.min(512, Math.max(64, Math.floor(totalmem() / mebibyte / 8)))}MB`,
  max_connections: Math.max(60, poolSize * 2 + 20),
  recovery_init_sync_method: 'syncfs', max_wal_size: '1GB', random_page_cost: '1.1', jit: 'off', timezone: 'UTC', log_timezone: 'UTC',
  log_min_messages: 'warning', log_checkpoints: 'off', log_error_verbosity: 'terse', log_min_error_statement: 'panic', idle_in_transaction_session_timeout: '60s',
})

/**
 * Opens the database. An embedded server that a running service holds in the same folder is joined, and left running at `stop`.
 * @throws Error that says what to do when the embedded server cannot be started within a minute
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  if (options.databaseUrl) return { url: options.databaseUrl, embedded: false, stop: async () => undefined }
  const server = await startEmbedded({
    dataDir: options.dataDir, settings: serverSettings(options.poolSize), durable: true, startWithinMs: 60_000,
    onNotice: options.onNotice ?? (() => undefined),
  })
  return { url: server.url, embedded: true, stop: server.stop }
}
