/** Makes a PDF of an office file with LibreOffice, in a process of its own under limits, one file at a time; docs/documents.md says what it may not do. */
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, realpathSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DomainError } from '../../schemas/errors.ts'
import { dateOf, systemClock } from '../clock.ts'
import { sandboxScript, profileSettings } from './office-sandbox.ts'
import type { WorkshopFile } from './workshop.ts'

/** LibreOffice ended, or was ended, without a PDF. */
export class OfficeBroke extends Error {}

export interface OfficePlan {
  /** The program; where there is none, nothing is converted. */
  readonly program: string
  /** Folders that it sees empty where the system lets a process have mounts of its own. */
  readonly hidden: readonly string[]
  /** Where a folder is made for each file, and removed. */
  readonly folder: string
  readonly wallMs: number
  readonly waiting: number
  readonly pdfBytesMax: number
  /** How long a request waits for a PDF that is being made. */
  readonly patienceMs: number
}
/** Where Debian and most others have it. */
export const officeProgram = '/usr/bin/soffice'
const usualPlan: OfficePlan = { program: officeProgram, hidden: [], folder: tmpdir(), wallMs: 90_000, waiting: 30, pdfBytesMax: 40 << 20, patienceMs: 8_000 }

/** The module that reads a kind and the one that writes it: told, so that LibreOffice guesses nothing from the content. */
const filters: Readonly<Record<string, readonly [from: string, to: string]>> = {
  docx: ['MS Word 2007 XML', 'writer_pdf_Export'], odt: ['writer8', 'writer_pdf_Export'], doc: ['MS Word 97', 'writer_pdf_Export'],
  xlsx: ['Calc MS Excel 2007 XML', 'calc_pdf_Export'], ods: ['calc8', 'calc_pdf_Export'], xls: ['MS Excel 97', 'calc_pdf_Export'], pptx: ['Impress MS PowerPoint 2007 XML', 'impress_pdf_Export'],
}
const exportOptions = '{"ExportFormFields":{"type":"boolean","value":"false"}}'
const prefix = 'quytrinh-pdf-'
/** A folder that is older was left behind by a process that was killed. */
const leftBehindMs = 30 * 60_000

const isAtOrBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

export class OfficeConverter {
  readonly #plan: OfficePlan
  readonly #shared = new Map<string, Promise<unknown>>()
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #swept = false

  constructor(plan: Partial<OfficePlan> = {}) {
    this.#plan = { ...usualPlan, ...plan }
  }

  /** Whether LibreOffice is installed. */
  get isThere(): boolean {
    return existsSync(this.#plan.program)
  }

  get patienceMs(): number {
    return this.#plan.patienceMs
  }

  /** The work under a key, begun once however many ask for it at the same time. */
  sharing<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#shared.get(key) as Promise<T> | undefined
    if (known !== undefined) return known
    const begun = work().finally(() => this.#shared.delete(key))
    this.#shared.set(key, begun)
    return begun
  }

  /** The PDF of a file of a kind, when its turn has come. @throws OfficeBroke; DomainError file-check-busy; and whatever its bytes throw */
  async convert(kind: string, file: WorkshopFile): Promise<Buffer> {
    if (this.#waiting >= this.#plan.waiting) throw new DomainError('file-check-busy')
    this.#waiting += 1
    const turn = this.#last.then(() => this.#inFolder(kind, file))
    this.#last = turn.catch(() => undefined)
    return turn.finally(() => { this.#waiting -= 1 })
  }

  async #inFolder(kind: string, file: WorkshopFile): Promise<Buffer> {
    await this.#sweep()
    const folder = await mkdtemp(join(realpathSync(this.#plan.folder), prefix))
    try {
      await mkdir(join(folder, 'profile', 'user'), { recursive: true })
      await mkdir(join(folder, 'tmp'))
      await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), profileSettings)
      await pipeline(await file.open(), createWriteStream(join(folder, `in.${kind}`), { mode: 0o600 }))
      await this.#run(kind, folder)
      return await this.#made(join(folder, 'out', 'in.pdf'))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #made(path: string): Promise<Buffer> {
    const size = (await stat(path).catch(() => null))?.size ?? 0
    if (size === 0 || size > this.#plan.pdfBytesMax) throw new OfficeBroke(size === 0 ? 'LibreOffice made no PDF' : 'the PDF is too large')
    return readFile(path)
  }

  /** Ends with the process and all that it began, at the latest when its time is over. */
  #run(kind: string, folder: string): Promise<void> {
    const filter = filters[kind]
    if (filter === undefined) throw new OfficeBroke(`no office file: ${kind}`)
    const { program, wallMs } = this.#plan
    const words = ['-c', sandboxScript, program, String(Math.ceil(wallMs / 1000)), folder, `pdf:${filter[1]}:${exportOptions}`, filter[0], `in.${kind}`, ...this.#hiddenFrom(folder)]
    return new Promise((done, fail) => {
      const child = spawn('/bin/sh', words, { stdio: 'ignore', env: {}, cwd: folder, detached: true })
      const end = (): void => { if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL') }
      const timer = setTimeout(end, wallMs)
      process.once('exit', end)
      const over = (settle: () => void): void => { clearTimeout(timer); process.removeListener('exit', end); settle() }
      child.once('error', (error) => over(() => fail(error)))
      child.once('exit', (code) => over(() => { if (code === 0) done(); else fail(new OfficeBroke(`LibreOffice ended with ${code ?? 'a signal'}`)) }))
    })
  }

  /** Folders of people and of the service, but none that holds the program or the work. */
  #hiddenFrom(folder: string): string[] {
    const needed = [folder, realpathSync(this.#plan.program)]
    const wanted = [...this.#plan.hidden, homedir(), '/root', '/home', '/srv', '/mnt', '/media', '/var/lib/postgresql', '/var/backups'].filter((path) => existsSync(path)).map((path) => realpathSync(path))
    return [...new Set(wanted)].filter((path) => path !== '/' && !needed.some((one) => isAtOrBelow(one, path)))
  }

  async #sweep(): Promise<void> {
    if (this.#swept) return
    this.#swept = true
    const root = realpathSync(this.#plan.folder)
    const before = dateOf(systemClock.nowMs() - leftBehindMs)
    for (const name of (await readdir(root)).filter((one) => one.startsWith(prefix))) {
      const at = (await stat(join(root, name)).catch(() => null))?.mtime
      if (at !== undefined && at < before) await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined)
    }
  }
}
