/** Links by which an applicant opens the page of their own dossier, and whoever holds a copy of a document asks whether it is in force: a name, and a secret that nobody can guess. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dossier } from '../schemas/dossier.ts'

const keyBytes = 32
/** 128 bits: as 22 signs on paper. */
const secretBytes = 16

const isSame = (given: string, secret: Buffer): boolean => {
  const bytes = Buffer.from(given, 'base64url')
  return bytes.length === secretBytes && timingSafeEqual(bytes, secret)
}

/**
 * The secret of a dossier is made out of a key of the installation, and kept nowhere: neither it nor anything that it could be made from is in
 * the database, so that a copy of the database opens no page; and a receipt that is printed again bears the same link.
 */
export class PublicLinks {
  readonly #key: Buffer
  /** Where the service is reached from outside; null: where the request says. */
  readonly #base: string | null
  constructor(key: Buffer, base: string | null) {
    this.#key = key
    this.#base = base
  }

  #secretOf({ tenantId, id }: Pick<Dossier, 'tenantId' | 'id'>): Buffer {
    return createHmac('sha256', this.#key).update(`${tenantId}/${id}`).digest().subarray(0, secretBytes)
  }

  /** The link of a dossier that has a code. `origin` is that of the request. */
  linkOf(dossier: Pick<Dossier, 'tenantId' | 'id' | 'code'>, origin: string): string | null {
    return dossier.code === null ? null : `${this.#base ?? origin}/public/${encodeURIComponent(dossier.code)}/${this.#secretOf(dossier).toString('base64url')}`
  }

  /** The link of a survey campaign. `origin` is that of the request. */
  surveyLinkOf(campaign: Pick<Dossier, 'tenantId' | 'id'>, origin: string): string {
    return `${this.#base ?? origin}/public/survey/${campaign.id}/${this.#secretOf(campaign).toString('base64url')}`
  }

  #copySecretOf(revisionId: string): Buffer {
    return createHmac('sha256', this.#key).update(`copy/${revisionId}`).digest().subarray(0, secretBytes)
  }

  /** The link on copies of a revision of a document: whether it is still in force. Short, for the code on paper. `origin` is that of the request. */
  copyLinkOf(revisionId: string, origin: string): string {
    return `${this.#base ?? origin}/public/copies/${Buffer.from(revisionId.replaceAll('-', ''), 'hex').toString('base64url')}/${this.#copySecretOf(revisionId).toString('base64url')}`
  }

  /** The revision that a link on a copy names; null unless the secret is its own. */
  revisionOf(name: string, secret: string): string | null {
    const digits = Buffer.from(name, 'base64url').toString('hex')
    const revisionId = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
    return digits.length === 32 && isSame(secret, this.#copySecretOf(revisionId)) ? revisionId : null
  }

  /** Whether this is the dossier's secret; takes as long for a wrong one as for the right one. */
  opens(dossier: Pick<Dossier, 'tenantId' | 'id'>, secret: string): boolean {
    return isSame(secret, this.#secretOf(dossier))
  }
}

/** Where the key of an installation lies. */
export const linkKeyFile = (dataDir: string): string => join(dataDir, 'public-link.key')

/** The links of an installation: its key lies in the data folder, made at the first start, readable by its owner alone. */
export const openPublicLinks = (dataDir: string, base: string | null): PublicLinks => {
  const file = linkKeyFile(dataDir)
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(keyBytes).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Two that start at the same moment: the first one's key stands.
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
  }
  return new PublicLinks(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'), base)
}

/** Links that end with this process, for tests. */
export const passingLinks = (): PublicLinks => new PublicLinks(randomBytes(keyBytes), null)
