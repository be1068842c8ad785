/** Drives the documents of the sample through the real rules, at instants of its year, and keeps them with their files. */
import type { Id, LocalDate } from '../../schemas/common.ts'
import type { ControlledDocument, NewDocument } from '../../schemas/document.ts'
import type { Actor } from '../../schemas/dossier.ts'
import type { NewLaw } from '../../schemas/law.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { acknowledgeDocument, documentReaders } from '../../storage/documents/distribution.ts'
import { addLaw } from '../../storage/documents/laws.ts'
import { keepDefinition, linkProcedure, saveDocument } from '../../storage/documents/save.ts'
import { idOfInstant, newId } from '../../storage/ids.ts'
import { addObject } from '../../storage/objects/rows.ts'
import type { ObjectStore } from '../../storage/objects/store.ts'
import type { Executor } from '../../storage/pool.ts'
import type { PreparedCalendar } from '../../workflows/calendar/index.ts'
import { decideCreate } from '../../workflows/document/begin.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import type { DocumentInput } from '../../workflows/document/apply.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { renderQualityDocument } from '../render/quality-document.ts'
import { samplePeople } from './agency.ts'
import { actorOn, type Crew } from './crew.ts'
import { timeOn } from './times.ts'

export interface ShelfOptions {
  readonly db: Executor
  readonly objects: ObjectStore
  readonly calendar: PreparedCalendar
  readonly crew: Crew
  readonly agencyName: string
}

/** An event on a document of the sample: who, what, and on which day. */
export type SampleEvent = Omit<DocumentInput, 'newId'>

/** The documents of the sample while its year goes by. Each event of a day is a few minutes after the one before. */
export class Shelf {
  readonly #options: ShelfOptions
  readonly #documents = new Map<string, ControlledDocument>()
  #on: LocalDate = ''
  #minutes = 0

  constructor(options: ShelfOptions) {
    this.#options = options
  }

  #nowMs(on: LocalDate): number {
    this.#minutes = on === this.#on ? this.#minutes + 3 : 20
    this.#on = on
    return timeOn(this.#options.calendar, on, this.#minutes)
  }

  #actor(userName: string, on: LocalDate): Actor {
    return actorOn(this.#options.crew, this.#account(userName), on)
  }

  #account(userName: string): Id {
    return this.#options.crew.accountIds[samplePeople.findIndex((person) => person.userName === userName)]!
  }

  unit(code: string): Id {
    return this.#options.crew.unitIds.get(code)!
  }

  idOf(code: string): Id {
    return this.#known(code).id
  }

  #known(code: string): ControlledDocument {
    const document = this.#documents.get(code)
    if (document === undefined) throw new Error(`the sample has no document ${code}`)
    return document
  }

  /** A new document with its first draft. */
  async create(userName: string, on: LocalDate, wanted: NewDocument): Promise<void> {
    const { crew, calendar, db } = this.#options
    const nowMs = this.#nowMs(on)
    const { zone } = calendar.calendar
    const decision = decideCreate(wanted, {
      tenantId: crew.tenantId, documentId: idOfInstant(nowMs), revisionId: idOfInstant(nowMs), actor: this.#actor(userName, on), ownerLine: crew.lines.get(wanted.ownerUnitId)!, zone, nowMs,
    })
    await saveDocument(db, decision, null)
    this.#documents.set(wanted.code, decision.document)
  }

  /** One event; a switch whose day has come goes before it. Nobody is told: it is all in the past. */
  async cause(userName: string, on: LocalDate, code: string, event: SampleEvent): Promise<void> {
    const { crew, calendar, db } = this.#options
    const before = this.#known(code)
    const nowMs = this.#nowMs(on)
    const facts = { document: before, actor: this.#actor(userName, on), ownerLine: crew.lines.get(before.ownerUnitId)!, zone: calendar.calendar.zone, findings: [] }
    const decision = decideDocument(facts, { event: { ...event, newId: idOfInstant(nowMs) }, nowMs })
    await saveDocument(db, decision, before)
    this.#documents.set(code, decision.document)
  }

  /** Writes the file of the draft and puts it in. */
  async attach(userName: string, on: LocalDate, code: string, sections: readonly (readonly [string, string])[]): Promise<void> {
    const { objects, crew, db, agencyName, calendar } = this.#options
    const draft = this.#known(code).revisions.at(-1)!
    const draftedAtMs = timeOn(calendar, on, 10)
    const bytes = await renderQualityDocument({
      agency: agencyName, code, title: draft.title, issue: draft.issue, revision: draft.revision, draftedOn: on, draftedAtMs, sections, changes: draft.changes,
      drafter: samplePeople.find((person) => person.userName === userName)?.fullName ?? '',
    })
    const stored = await objects.put({ tenantId: crew.tenantId, body: (async function* () { yield bytes })() })
    const file = { objectId: stored.id, sha256: stored.sha256, size: stored.sizeBytes, mediaType: 'application/pdf', name: `${code}.pdf` }
    await addObject(db, crew.tenantId, { stored, contentType: file.mediaType, fileName: file.name, createdBy: this.#account(userName), nowMs: draftedAtMs })
    await this.cause(userName, on, code, { type: 'ATTACH', file })
  }

  /** The draft describes a procedure that ran before there were documents here. */
  async define(userName: string, on: LocalDate, code: string, definition: ProcedureDefinition): Promise<void> {
    const { db, crew } = this.#options
    const hash = hashOf(definition)
    await keepDefinition(db, crew.tenantId, { hash, definition, accountId: this.#account(userName), nowMs: timeOn(this.#options.calendar, on, 10) })
    await this.cause(userName, on, code, { type: 'DEFINE', procedure: { code: definition.code, hash } })
  }

  /** The revision in force goes with the procedure that runs. */
  async link(code: string, definition: ProcedureDefinition): Promise<void> {
    const revision = inForceOf(this.#known(code))
    if (revision !== null) await linkProcedure(this.#options.db, this.#options.crew.tenantId, revision.id, { code: definition.code, revision: definition.revision })
  }

  async enterLaw(userName: string, on: LocalDate, law: NewLaw): Promise<Id> {
    const id = newId()
    await addLaw(this.#options.db, this.#options.crew.tenantId, { ...law, id }, { accountId: this.#account(userName), nowMs: this.#nowMs(on) })
    return id
  }

  /** Everybody who is to have it reads it that day, but for every n-th of them. */
  async read(on: LocalDate, code: string, butEvery: number): Promise<void> {
    const { db, crew } = this.#options
    const document = this.#known(code)
    const revision = inForceOf(document)
    if (revision === null) return
    const readers = await documentReaders(db, crew.tenantId, { documentId: document.id, revisionId: revision.id, on })
    for (const [index, { accountId }] of readers.entries()) {
      if ((index + 1) % butEvery === 0) continue
      await acknowledgeDocument(db, crew.tenantId, { documentId: document.id, revisionId: revision.id, accountId, nowMs: this.#nowMs(on) })
    }
  }

  /** How many documents there are. */
  get size(): number {
    return this.#documents.size
  }
}
