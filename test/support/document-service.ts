/** Documents of a running service: people with the roles that documents need, and the ordinary ways from a draft to the shelf. */
import { randomBytes } from 'node:crypto'
import { createAccount } from '../../storage/accounts.ts'
import { grantRole } from '../../storage/grants.ts'
import { beginSession } from '../../storage/sessions.ts'
import type { Role } from '../../schemas/procedure.ts'
import type { UnitCode } from './agency.ts'
import { type Asked, at, type Json, type Live, type Reply } from './live.ts'
import { pdfOf } from './small-pdf.ts'

/** Somebody with a session of their own. */
export interface Clerk { readonly accountId: string; readonly token: string }

let people = 0
/** A new person of the home agency who holds these roles. */
export const newClerk = async (live: Live, ...grants: readonly (readonly [Role, UnitCode])[]): Promise<Clerk> => {
  const em = live.deps.orm.em.fork()
  const { tenantId, units } = live.home
  const nowMs = live.deps.clock.nowMs()
  people += 1
  const { id } = await createAccount(em, tenantId, { userName: `clerk${people}`, fullName: `Người ${people}`, passwordHash: null }, nowMs)
  for (const [role, unit] of grants) await grantRole(em, tenantId, { accountId: id, unitId: units[unit], role, validFrom: '2020-01-01', validTo: null })
  const token = randomBytes(32).toString('base64url')
  await beginSession(em, token, { tenantId, accountId: id }, { nowMs, expiresAtMs: nowMs + 900 * 86_400_000 })
  return { accountId: id, token }
}

/** The people of an ordinary document: who drafts, reviews, approves and publishes. */
export interface Desk { readonly drafter: Clerk; readonly head: Clerk; readonly leader: Clerk; readonly secretary: Clerk }
export const newDesk = async (live: Live): Promise<Desk> => ({
  drafter: await newClerk(live, ['specialist', 'D1']), head: await newClerk(live, ['unitHead', 'D1']), leader: await newClerk(live, ['agencyLeader', 'ROOT']),
  secretary: await newClerk(live, ['isoSecretary', 'ROOT']),
})

let keys = 0
export const freshKey = (): string => `key-${keys += 1}`

/** Asks as somebody, under a fresh key. */
export const askAs = (live: Live, { token }: Clerk, path: string, asked: Asked = {}): Promise<Reply> =>
  live.ask(path, { ...asked, headers: { authorization: `Bearer ${token}`, 'idempotency-key': freshKey(), ...asked.headers } })

/** One file as a browser sends it. */
export const formWith = (bytes: Buffer, fileName: string): { readonly raw: Uint8Array<ArrayBuffer>; readonly type: string } => {
  const boundary = `----quytrinh${randomBytes(8).toString('hex')}`
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return { raw: new Uint8Array(Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])), type: `multipart/form-data; boundary=${boundary}` }
}

/** Uploads a file into the draft at the version. */
export const upload = (live: Live, who: Clerk, id: string, version: number, bytes: Buffer, fileName = 'tài liệu.pdf', headers: Readonly<Record<string, string>> = {}): Promise<Reply> => {
  const { raw, type } = formWith(bytes, fileName)
  return askAs(live, who, `/api/v1/documents/${id}/file`, { method: 'POST', raw, headers: { 'content-type': type, 'if-match': `"${version}"`, ...headers } })
}

/** An event at the version that the document has now. */
export const cause = async (live: Live, who: Clerk, id: string, body: Readonly<Record<string, unknown>>): Promise<Reply> => {
  const read = await askAs(live, who, `/api/v1/documents/${id}`)
  return askAs(live, who, `/api/v1/documents/${id}/events`, { body, headers: { 'if-match': read.headers.get('etag') ?? '""' } })
}

/** @throws Error with the answer when it is another status than expected: a fault of the test, or of the service */
export const expecting = (status: number, reply: Reply): Json => {
  if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}: ${reply.text.slice(0, 600)}`)
  return reply.json
}

let codes = 0
/** A new document with a draft that has a file. */
export const newDraft = async (live: Live, { drafter }: Desk, more: Readonly<Record<string, unknown>> = {}): Promise<{ id: string; code: string; version: number }> => {
  const code = `HD-${codes += 1}`
  const made = expecting(201, await askAs(live, drafter, '/api/v1/documents', {
    body: { code, type: 'guidance', title: `Hướng dẫn số ${codes}`, ownerUnitId: live.home.units.D1, reason: 'Ban hành lần đầu', ...more },
  }))
  const id = String(at(made, 'id'))
  const filled = expecting(200, await upload(live, drafter, id, Number(at(made, 'version')), pdfOf(`${code} lần 1`)))
  return { id, code: String(at(made, 'code')), version: Number(at(filled, 'version')) }
}

export const decisionOf = (number: number): { number: string; on: string } => ({ number: `${number}/QĐ-UBND`, on: '2026-01-05' })

/** From the draft to approval. */
export const approveDraft = async (live: Live, desk: Desk, id: string): Promise<void> => {
  const revision = at(expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}`)), 'revisions') as Json[]
  if (revision.length > 1) {
    const edited = expecting(200, await cause(live, desk.drafter, id, { type: 'EDIT', changes: [{ place: 'Mục 5', what: 'Sửa thời hạn' }] }))
    expecting(200, await upload(live, desk.drafter, id, Number(at(edited, 'version')), pdfOf(`${id} lần ${revision.length}`)))
  }
  expecting(200, await cause(live, desk.drafter, id, { type: 'SUBMIT' }))
  expecting(200, await cause(live, desk.head, id, { type: 'REVIEW' }))
  expecting(200, await cause(live, desk.leader, id, { type: 'APPROVE' }))
}

/** From the draft to publication; `effectiveOn` undefined: at once. */
export const publishDraft = async (live: Live, desk: Desk, id: string, effectiveOn?: string): Promise<Reply> => {
  await approveDraft(live, desk, id)
  return cause(live, desk.secretary, id, { type: 'PUBLISH', decision: decisionOf(12), ...(effectiveOn === undefined ? {} : { effectiveOn }) })
}

/** The bytes at an address. @throws Error with the answer unless it is 200 */
export const bytesFor = async ({ port }: Live, { token }: Clerk, path: string): Promise<Buffer> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}`, 'accept-language': 'vi' } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (answer.status !== 200) throw new Error(`${path} ${answer.status} ${bytes.toString().slice(0, 300)}`)
  return bytes
}

export interface PublishedFile { readonly id: string; readonly code: string; readonly revisionId: string }
/** A published document whose file this is, given to a holder. */
export const publishFile = async (live: Live, desk: Desk, bytes: Buffer, { holder, ...more }: Readonly<Record<string, unknown>> & { readonly holder: Clerk }): Promise<PublishedFile> => {
  const { id, code, version } = await newDraft(live, desk, more)
  const kept = expecting(200, await upload(live, desk.drafter, id, version, bytes))
  expecting(200, await cause(live, desk.secretary, id, { type: 'DISTRIBUTE', holders: [{ unitId: null, accountId: holder.accountId }] }))
  expecting(200, await publishDraft(live, desk, id))
  return { id, code, revisionId: String(at(kept, 'revisions.0.id')) }
}
