/** A real S3 server for tests: Ceph's RADOS gateway of Debian's packages, started by `s3/start-s3`; or the one that S3_ENDPOINT names. */
import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import type { S3Options } from '../../storage/objects/s3-client.ts'

const script = (name: string): string => fileURLToPath(new URL(`s3/${name}`, import.meta.url))
const programs = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'monmaptool', 'osdmaptool', 'curl']

const isOnPath = (program: string): boolean => (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
  try {
    accessSync(join(folder, program), constants.X_OK)
    return true
  } catch {
    return false
  }
})

/** Whether a server can be had: named by the environment, or its packages are installed. */
export const hasS3 = (): boolean => process.env['S3_ENDPOINT'] !== undefined || programs.every(isOnPath)

export type S3Server = Pick<S3Options, 'endpoint' | 'accessKey' | 'secretKey'>

const serverOf = (value: (name: string) => string | undefined): S3Server =>
  ({ endpoint: value('S3_ENDPOINT') ?? '', accessKey: value('S3_ACCESS_KEY') ?? '', secretKey: value('S3_SECRET_KEY') ?? '' })

/** `memory`: a second to start, and nothing is left after it; `disk`: as a real one keeps it. */
export interface S3Plan { readonly store: 'memory' | 'disk' }

/** Starts a server of its own in a folder of its own; it ends with the test, and also when this process is killed. */
export const startS3 = async (t: Pick<Test, 'teardown'>, { store }: S3Plan = { store: 'memory' }): Promise<S3Server> => {
  if (process.env['S3_ENDPOINT'] !== undefined) return serverOf((name) => process.env[name])
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-s3-'))
  t.teardown(() => { execFileSync(script('stop-s3'), ['--wipe', folder]) })
  const env = { ...process.env, S3_STORE: store === 'memory' ? 'memstore' : 'bluestore', S3_OWNER: String(process.pid), S3_SIZE_GB: '16' }
  const { stdout } = await promisify(execFile)(script('start-s3'), [folder], { env })
  return serverOf((name) => new RegExp(`^export ${name}=(.*)$`, 'm').exec(stdout)?.[1])
}

/** A name that no bucket has had. */
export const newBucket = (): string => `quytrinh-${randomBytes(6).toString('hex')}`
