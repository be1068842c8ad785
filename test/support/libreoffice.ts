/** Files as LibreOffice reads them. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { promisify } from 'node:util'
import { profileSettings } from '../../server/files/office-sandbox.ts'

/** Files by name as another kind, all in one run: LibreOffice takes seconds to start. The names differ before their dots. @throws Error when it breaks off */
export const throughOffice = async (files: ReadonlyMap<string, Uint8Array>, kind: 'html' | 'pdf'): Promise<Map<string, Buffer>> => {
  const folder = await mkdtemp(join(tmpdir(), 'office-'))
  const [profile, out] = [join(folder, 'profile'), join(folder, 'out')]
  try {
    await mkdir(join(profile, 'user'), { recursive: true })
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), profileSettings)
    await Promise.all([...files].map(([name, bytes]) => writeFile(join(folder, name), bytes)))
    const words = [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore', '--convert-to', kind, '--outdir', out, ...[...files.keys()].map((name) => join(folder, name))]
    await promisify(execFile)('soffice', words, { timeout: 120_000, killSignal: 'SIGKILL', maxBuffer: 1 << 24 })
    return new Map(await Promise.all([...files.keys()].map(async (name) => [name, await readFile(join(out, `${parse(name).name}.${kind}`))] as const)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
