/** What an empty database gets: the sample agency, or a set-up page that asks for the code printed here. */
import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../schemas/errors.ts'
import { hasAccounts } from '../storage/accounts.ts'
import { learnSizes } from '../storage/pool.ts'
import type { Deps } from './deps.ts'
import { createSampleAgency, type SampleAccount } from './sample/create.ts'

/** The code that opens the set-up page; it is known to whoever sees the console of the service. */
export interface Setup { readonly code: string; open: boolean }

export interface FirstStart {
  /** Nothing is made; an administrator sets up the first agency. */
  readonly empty: boolean
  readonly dataDir: string
}

/** Answers the set-up code when an administrator has to begin; null when somebody has an account. */
export const prepareFirstStart = async (deps: Deps, { empty, dataDir }: FirstStart): Promise<Setup | null> => {
  if (await hasAccounts(deps.orm.em.fork())) return null
  if (!empty) {
    await makeSample(deps, dataDir)
    return null
  }
  const code = randomBytes(9).toString('base64url')
  console.log(`Nothing is set up yet. Open /setup and give this code: ${code}`)
  return { code, open: true }
}

const makeSample = async (deps: Deps, dataDir: string): Promise<void> => {
  console.log('First start: making the sample agency with a year of dossiers; this takes a few seconds.')
  const file = join(dataDir, 'first-accounts.txt')
  const made = await unlessMadeMeanwhile(() => createSampleAgency(deps, {
    nowMs: deps.clock.nowMs(), password: freshPassword, handOut: (accounts) => writePasswords(file, accounts),
  }))
  if (made === null) return
  await learnSizes(deps.pool)
  const { name, accounts, dossiers, events, documents } = made
  console.log(`${name.vi}: ${dossiers} dossiers, ${events} events, ${documents} documents. Sign in with one of these names:\n${linesOf(accounts)}\nThe passwords also lie in ${file}.`)
}

/** Two services may start on one empty database: the second finds the agency of the first. */
const unlessMadeMeanwhile = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'setup-done') return null
    throw error
  }
}

/** Letters and digits that cannot be taken for one another. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789'
/** Four groups of four: 79 bits, and easy to type. */
const freshPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => readable[randomInt(readable.length)]).join('')).join('-')

const linesOf = (accounts: readonly SampleAccount[]): string =>
  accounts.map(({ userName, password, fullName, duty }) => `  ${userName.padEnd(16)} ${password}  ${fullName}, ${duty}`).join('\n')

/** A file that only its owner reads; one of an attempt that did not end is replaced. */
const writePasswords = async (file: string, accounts: readonly SampleAccount[]): Promise<void> => {
  await mkdir(join(file, '..'), { recursive: true })
  await rm(file, { force: true })
  await writeFile(file, `${linesOf(accounts)}\n`, { mode: 0o600, flag: 'wx', flush: true })
}
