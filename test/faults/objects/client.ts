/** A client that takes documents through their life: files into drafts, review, approval, publication, the next revision. It asks again under the same key until it has an answer. */
import { createHash, randomBytes } from 'node:crypto'
import { personNamed, type TestAgency } from '../../support/agency.ts'
import { DocumentWire, type Told } from '../../support/document-wire.ts'
import { at } from '../../support/live.ts'
import { pdfOfSize } from '../../support/small-pdf.ts'

/** A file that was acknowledged as that of a revision. */
export interface AcknowledgedFile { readonly documentId: string; readonly revisionId: string; readonly sha256: string; readonly sizeBytes: number }

/** What was acknowledged, and nothing else. */
export interface ObjectLedger {
  readonly uploads: AcknowledgedFile[]
  readonly publications: { readonly documentId: string; readonly revisionId: string }[]
  /** Documents with an upload that had no answer when the run ended. */
  readonly unanswered: Set<string>
  /** Answers lost with a connection or refused as busy, and asked for again under the same key. */
  retries: number
  /** Answers that no client may ever get. */
  readonly oddities: string[]
}

export const newLedger = (): ObjectLedger => ({ uploads: [], publications: [], unanswered: new Set(), retries: 0, oddities: [] })

export interface ObjectGround { readonly port: number; readonly agency: TestAgency; readonly ledger: ObjectLedger; ended: boolean }

export const people = [
  { userName: 'draft', holds: [{ role: 'specialist', unit: 'D1' }] }, { userName: 'head', holds: [{ role: 'unitHead', unit: 'D1' }] },
  { userName: 'leader', holds: [{ role: 'agencyLeader', unit: 'ROOT' }] }, { userName: 'iso', holds: [{ role: 'isoSecretary', unit: 'ROOT' }] },
] as const
type Who = (typeof people)[number]['userName']

/** In one piece, in some, and in more than one part of an S3 upload. */
const sizes = [2_000, 300_000, 20_000, 9 << 20, 5_000]
const revisionsMax = 4
const promulgation = { number: '12/QĐ-UBND', on: '2026-01-05' }

const fileOf = (sizeBytes: number): Buffer => pdfOfSize(sizeBytes, randomBytes(sizeBytes))

const newestRevision = (told: Told): string => String(at(told.json, `revisions.${(at(told.json, 'revisions') as unknown[]).length - 1}.id`))

export class ObjectClient {
  readonly #ground: ObjectGround
  readonly #name: string
  readonly #wires: Readonly<Record<Who, DocumentWire>>
  #turn = 0
  #id = ''
  #version = 0
  #revisionId = ''

  constructor(ground: ObjectGround, name: string) {
    this.#ground = ground
    this.#name = name
    const wire = (who: Who): DocumentWire => new DocumentWire({ port: ground.port, token: personNamed(ground.agency, who).token, sums: false })
    this.#wires = { draft: wire('draft'), head: wire('head'), leader: wire('leader'), iso: wire('iso') }
  }

  /** Works until the ground has ended. */
  async run(): Promise<void> {
    while (!this.#ground.ended) await this.#document()
    for (const wire of Object.values(this.#wires)) wire.close()
  }

  /** One document from its beginning through some revisions. */
  async #document(): Promise<void> {
    const body = { code: `HD-${this.#name}-${this.#turn}`, type: 'guidance', title: 'Hướng dẫn', ownerUnitId: this.#ground.agency.units.D1, reason: 'Ban hành lần đầu' }
    const made = await this.#untilAnswered((key) => this.#wires.draft.tell('POST', '/api/v1/documents', body, { 'idempotency-key': key }), 201)
    if (made === null) return
    this.#id = String(at(made.json, 'id'))
    this.#version = Number(at(made.json, 'version'))
    this.#revisionId = newestRevision(made)
    for (let revision = 0; revision < revisionsMax && !this.#ground.ended; revision += 1) {
      if (revision > 0) {
        const revised = await this.#event('draft', { type: 'REVISE', kind: 'change', reason: 'Sửa theo thực tế' })
        if (revised !== null) this.#revisionId = newestRevision(revised)
        await this.#event('draft', { type: 'EDIT', changes: [{ place: '5.1', what: 'Sửa' }] })
      }
      await this.#upload()
      await this.#upload()
      await this.#publish()
    }
  }

  async #upload(): Promise<void> {
    if (this.#ground.ended) return
    const sizeBytes = sizes[this.#turn % sizes.length]! + this.#turn
    const bytes = fileOf(sizeBytes)
    const version = this.#version
    const told = await this.#untilAnswered((key) => this.#wires.draft.upload(this.#id, { version, key, bytes }), 200)
    if (told === null) {
      this.#ground.ledger.unanswered.add(this.#id)
      return
    }
    this.#version = Number(at(told.json, 'version'))
    this.#ground.ledger.uploads.push({ documentId: this.#id, revisionId: this.#revisionId, sizeBytes, sha256: createHash('sha256').update(bytes).digest('hex') })
  }

  async #publish(): Promise<void> {
    await this.#event('draft', { type: 'SUBMIT' })
    await this.#event('head', { type: 'REVIEW' })
    await this.#event('leader', { type: 'APPROVE' })
    const told = await this.#event('iso', { type: 'PUBLISH', decision: promulgation })
    const revisionId = at(told?.json, 'inForceId')
    if (typeof revisionId === 'string') this.#ground.ledger.publications.push({ documentId: this.#id, revisionId })
  }

  async #event(who: Who, body: Readonly<Record<string, unknown>>): Promise<Told | null> {
    if (this.#ground.ended) return null
    const ifMatch = `"${this.#version}"`
    const told = await this.#untilAnswered((key) => this.#wires[who].tell('POST', `/api/v1/documents/${this.#id}/events`, body, { 'idempotency-key': key, 'if-match': ifMatch }), 200)
    if (told !== null) this.#version = Number(at(told.json, 'version'))
    return told
  }

  /** Sends the same request under the same key until something other than "not now" comes back; null when the run ended first, or the answer was none that may come. */
  async #untilAnswered(send: (key: string) => Promise<Told>, wanted: number): Promise<Told | null> {
    const key = `${this.#name}-${this.#turn += 1}`
    const { ledger } = this.#ground
    while (!this.#ground.ended) {
      const told = await send(key).catch(() => null)
      if (told?.status === wanted) return told
      if (told !== null && told.status !== 503) {
        ledger.oddities.push(`${key}: ${told.status} ${JSON.stringify(told.json).slice(0, 300)}`)
        return null
      }
      ledger.retries += 1
      await new Promise((done) => { setTimeout(done, 50) })
    }
    return null
  }
}
