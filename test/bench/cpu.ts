/** Processor time as the kernel counts it: on a machine that others use too, it tells more than the clock on the wall. */
import { readFileSync } from 'node:fs'
import { dwellersOf, readPidFile } from '../../storage/embedded/process.ts'

/** The kernel counts in hundredths of a second. */
const tickUs = 10_000

/** User and system time of a process, and of its children that have ended. */
const timesOf = (pid: number | 'self'): { own: number; ended: number } => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number)
    return { own: (fields[11]! + fields[12]!) * tickUs, ended: (fields[13]! + fields[14]!) * tickUs }
  } catch { return { own: 0, ended: 0 } }
}

/** Microseconds that a process has used. */
export const processUs = (pid: number): number => timesOf(pid).own

/** Microseconds that the ended children of this process have used. */
export const endedChildrenUs = (): number => timesOf('self').ended

/** Microseconds that a PostgreSQL server has used: its living processes, and those that have ended. */
export const serverUs = (dataDir: string): number => {
  const folder = `${dataDir}/postgres/data`
  const postmaster = readPidFile(folder)?.pid ?? 0
  return dwellersOf(folder).reduce((sum, pid) => sum + timesOf(pid).own, timesOf(postmaster).ended)
}
