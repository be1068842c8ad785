/** Under which identity PostgreSQL runs: it refuses to run as root, and nothing may be installed or added to the system. */
import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** How to spawn a server program, and whose its files are. */
export interface Identity {
  /** For `spawn`; absent: our own. */
  readonly owner: { readonly uid?: number; readonly gid?: number }
  /** Words before the program: `unshare ...` in a user namespace of its own. */
  readonly prefix: readonly string[]
  readonly files: { readonly uid: number; readonly gid: number }
}
interface Person { readonly uid: number; readonly gid: number }

const nobody = 65_534
/** In a namespace of its own the server is "nobody": for root, whom PostgreSQL refuses, and for a number without a name, whom initdb does. */
const unshare = ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`]

const accounts = (): { name: string; uid: number; gid: number }[] =>
  readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))

const may = (path: string, person: Person, bits: number): boolean => {
  const stat = statSync(path)
  const shift = stat.uid === person.uid ? 6 : stat.gid === person.gid ? 3 : 0
  return ((stat.mode >> shift) & bits) === bits
}

/** Whether `person` can enter `folder` and every folder above it. */
const enters = (folder: string, person: Person): boolean =>
  may(folder, person, 0o1) && (folder === '/' || enters(dirname(folder), person))

const mapped = (files: Person): Identity => {
  const probe = spawnSync(unshare[0] ?? '', [...unshare.slice(1), 'true'], { encoding: 'utf8' })
  if (probe.status === 0) return { owner: {}, prefix: unshare, files }
  throw new Error('PostgreSQL cannot be started by this user from this folder. Move the project and DATA_DIR to a folder that the '
    + `accounts "postgres" or "nobody" can enter, run as an ordinary user, or set DATABASE_URL. (${probe.error?.message ?? probe.stderr.trim()})`)
}

/** Root lends the server an identity that can reach the programs and the data; where none can, a user namespace hides root from it. */
const identityOfRoot = (programs: string, dataRoot: string, home: string): Identity => {
  const kept = statSync(home, { throwIfNoEntry: false })
  const byName = accounts()
  const candidates = [kept, byName.find(({ name }) => name === 'postgres'), byName.find(({ name }) => name === 'nobody'), statSync(programs)]
  for (const one of candidates) {
    if (one === undefined || one.uid === 0) continue
    const person = { uid: one.uid, gid: one.gid }
    if (!enters(programs, person) || !may(`${programs}/postgres`, person, 0o5) || !enters(dataRoot, person)) continue
    return { owner: person, prefix: byName.some(({ uid }) => uid === one.uid) ? [] : unshare, files: person }
  }
  return mapped({ uid: 0, gid: 0 })
}

/**
 * The identity for the server whose programs lie in the folder `programs` and whose files lie in `home`, inside `dataRoot`.
 * @throws Error that says what to do when no identity serves
 */
export const chooseIdentity = (programs: string, dataRoot: string, home: string): Identity => {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  if (self.uid === 0) return identityOfRoot(programs, dataRoot, home)
  const kept = statSync(home, { throwIfNoEntry: false })
  if (kept !== undefined && kept.uid !== self.uid)
    throw new Error(`${home} belongs to user ${kept.uid}: run as that user or as root, or choose another DATA_DIR`)
  return accounts().some(({ uid }) => uid === self.uid) ? { owner: {}, prefix: [], files: self } : mapped(self)
}

/** Gives a folder and all in it to the identity. Only while no server runs in it. */
export const giveTo = (path: string, files: Person): void => {
  const stat = lstatSync(path)
  if (stat.uid !== files.uid || stat.gid !== files.gid) chownSync(path, files.uid, files.gid)
  if (stat.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), files)
}
