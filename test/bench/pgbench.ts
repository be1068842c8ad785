/** Runs pgbench, PostgreSQL's own measuring program. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Script } from './tape.ts'

const debianFolders = (): string[] => {
  const parent = '/usr/lib/postgresql'
  return existsSync(parent) ? readdirSync(parent).sort((a, b) => Number(b) - Number(a)).map((version) => `${parent}/${version}/bin`) : []
}

/** Where pgbench is: on the path, or where Debian's package `postgresql-15` puts it; undefined when it is not installed. */
export const findPgbench = (): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...debianFolders()].map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path))

export interface PgbenchRun {
  readonly program: string
  readonly url: string
  readonly script: Script
  readonly clients: number
  readonly seconds: number
  /** Numeric variables beside those of the script. */
  readonly numbers: Readonly<Record<string, number>>
}

/** Plans are made once, as in the service's long-lived connections: in a short run they would be made anew for each of the first calls. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan', LC_ALL: 'C' })

/** Transactions per second; 0 when none ended in time. @throws Error with pgbench's words when one of them failed */
export const runPgbench = async ({ program, url, script, clients, seconds, numbers }: PgbenchRun): Promise<number> => {
  const file = join(tmpdir(), `quytrinh-pgbench-${process.pid}.sql`)
  writeFileSync(file, script.text)
  const variables = Object.entries({ ...script.variables, ...numbers }).flatMap(([name, value]) => ['-D', `${name}=${value}`])
  const words = ['-n', '-M', 'prepared', '-c', String(clients), '-j', String(Math.min(clients, 2)), '-T', String(seconds), '-f', file, ...variables, url]
  const child = spawn(program, words, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { complaint = (complaint + text).slice(-4_000) })
  const code = await new Promise<number | null>((done, fail) => { child.once('error', fail).once('close', done) })
  rmSync(file, { force: true })
  if (code !== 0) throw new Error(`pgbench ended with ${code}:\n${complaint}`)
  return Number(/tps = ([\d.]+)/.exec(out)?.[1] ?? 0)
}
