/** What /proc knows of processes: enough to tell a living postmaster from a zombie, a stale pid and an unrelated program. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const read = (path: string): string | undefined => {
  try { return readFileSync(path, 'utf8') } catch { return undefined }
}

/**
 * When process `pid` was started, in kernel ticks since boot; undefined when it is dead, a zombie, or not a pid.
 * Pid and ticks together name one process for ever: pids are used again.
 */
export const startedTicks = (pid: number): string | undefined => {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const stat = read(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
}

/** Whether `pid` is the postmaster that serves `dataFolder`, and not another program that was given an old pid. */
export const isPostmasterOf = (pid: number, dataFolder: string): boolean => {
  if (startedTicks(pid) === undefined) return false
  const words = read(`/proc/${pid}/cmdline`)?.split('\0') ?? []
  return words[words.indexOf('-D') + 1] === dataFolder
}

const worksIn = (pid: string, folder: string): boolean => {
  try { return readlinkSync(`/proc/${pid}/cwd`) === folder && startedTicks(Number(pid)) !== undefined } catch { return false }
}

/** Living processes that work in `folder`: the backends that a killed postmaster left behind, which leave within moments. */
export const dwellersOf = (folder: string): number[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && worksIn(name, folder)).map(Number)

/** What a postmaster says of itself in `postmaster.pid`; undefined when there is no such file or it is half written. */
export const readPidFile = (dataFolder: string): { pid: number; port: number; status: string } | undefined => {
  const lines = read(`${dataFolder}/postmaster.pid`)?.split('\n')
  if (lines === undefined) return undefined
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() }
}

/** Waits. */
export const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms) })
