/** What a command, a route or a job works with. Made once by main, or by a test. */
import { randomBytes } from 'node:crypto'
import type { ObjectStore } from '../storage/objects/store.ts'
import type { Orm } from '../storage/orm.ts'
import type { Pool } from '../storage/pool.ts'
import type { ServiceClock } from './clock.ts'
import { OfficeConverter } from './files/office.ts'
import { FileWorkshop } from './files/workshop.ts'
import { passingLinks, type PublicLinks } from './public-links.ts'
import { RulesCache } from './rules.ts'
import { Wake } from './wake.ts'

export interface Deps {
  /** For what must be one round trip: a transition, a session, a list. */
  readonly pool: Pool
  /** For registers. Fork its entity manager per request. */
  readonly orm: Orm
  readonly clock: ServiceClock
  /** The bytes of documents. Object first, row second. */
  readonly objects: ObjectStore
  readonly rules: RulesCache
  /** 32 random hexadecimal digits, never kept: the salts of one journal entry are derived from it. */
  readonly nonce: () => string
  /** Rung when a task waits. */
  readonly wake: Wake
  /** Links on receipts. */
  readonly links: PublicLinks
  /** Where files of strangers are opened. */
  readonly files: FileWorkshop
  /** Makes PDF of office files. */
  readonly office: OfficeConverter
}

const nonceDigits = 32

/** Random digits are drawn by the page: a request pays for a slice and not for a system call. */
const nonceMaker = (): (() => string) => {
  let page = ''
  let at = 0
  return () => {
    if (at === page.length) {
      page = randomBytes(4096).toString('hex')
      at = 0
    }
    at += nonceDigits
    return page.slice(at - nonceDigits, at)
  }
}

/** The dependencies over an open pool, ORM and store. */
export const makeDeps = (pool: Pool, orm: Orm, clock: ServiceClock, objects: ObjectStore, links = passingLinks(), office = new OfficeConverter()): Deps =>
  ({ pool, orm, clock, objects, rules: new RulesCache(orm), nonce: nonceMaker(), wake: new Wake(), links, files: new FileWorkshop(), office })
