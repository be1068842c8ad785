/**
 * Random days of an agency whose service dies at random: between a claim and what follows it, between sending and writing it down. Whatever happens,
 * each rung is told at most once to a person, no message comes twice, and nobody is told of a dossier that they may not read.
 */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import { type MailChoice, noticeKinds } from '../../schemas/notice.ts'
import type { Role } from '../../schemas/procedure.ts'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { claimDayLists, claimMails, sendMails } from '../../server/jobs/mail.ts'
import { makeMailer } from '../../server/mail/mailer.ts'
import { setActive } from '../../storage/accounts.ts'
import { addSubstitution } from '../../storage/grants.ts'
import { keepMailChoice } from '../../storage/mails.ts'
import { localDateOf, parseInstant, workingDayAfter } from '../../workflows/calendar/index.ts'
import { personNamed } from '../support/agency.ts'
import { type Death, dyingPool, killed } from '../support/killed.ts'
import { at, withService } from '../support/live.ts'
import { type Behaviour, readable, withSmtp } from '../support/smtp.ts'

t.setTimeout(400_000)
const zone = 'Asia/Ho_Chi_Minh'
const minuteMs = 60_000
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const smtp = await withSmtp(t)
const { home, deps } = live
const { pool, orm } = deps
const mailer = makeMailer({ host: '127.0.0.1', port: smtp.port, security: 'never', login: null, from: 'q@xa.example' }, { connectMs: 400, answerMs: 60, wholeMs: 1_000 })
const who = ['lan', 'nam', 'hung', 'far', 'dung', 'khoa', 'boss', 'tech'] as const
const idOf = (name: string): string => personNamed(home, name).accountId
const choice: MailChoice = { address: null, kinds: [...noticeKinds], daily: true, language: 'vi' }

const calendar = await (async () => {
  const { rows } = await pool.query<{ version: number }>('select max(version) as version from calendar_version where tenant_id = $1', [home.tenantId])
  return deps.rules.calendarOf({ tenantId: home.tenantId, calendarId: 'test', calendarVersion: rows[0]!.version })
})()
nowMs = parseInstant(`${workingDayAfter(calendar, localDateOf(nowMs, zone), 1)}T09:00`, zone)
await pool.query("update session set expires_at = expires_at + interval '3 years'")
for (const name of who) await keepMailChoice(pool, { tenantId: home.tenantId, accountId: idOf(name) }, { ...choice, address: `${name}@xa.example` }, nowMs)

type Deed =
  | { readonly do: 'receive'; readonly moves: number } | { readonly do: 'move'; readonly pick: number } | { readonly do: 'pass'; readonly minutes: number }
  | { readonly do: 'remind' | 'drain' | 'claim' | 'day'; readonly death: Death | null } | { readonly do: 'post'; readonly death: Death | null; readonly how: Behaviour }
  | { readonly do: 'account'; readonly who: number } | { readonly do: 'standIn'; readonly absent: number; readonly substitute: number; readonly role: Role | null } | { readonly do: 'grant'; readonly who: number }

const death = fc.option(fc.record({ at: fc.nat({ max: 9 }), heard: fc.boolean() }), { freq: 2 })
/** Sending a message takes some six queries, and what is sent goes out before the last. */
const deathInPost = fc.option(fc.record({ at: fc.constantFrom(1, 3, 4, 5, 5, 5, 6, 9, 10), heard: fc.boolean() }), { freq: 2 })
const person = fc.nat({ max: who.length - 1 })
/** Those who have dossiers in hand. */
const hand = fc.constantFrom(0, 1, 1, 1, 2, 4)
const deed: Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('receive' as const), moves: fc.constantFrom(0, 1, 2, 2, 3) }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('move' as const), pick: fc.nat({ max: 1000 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(11, 20, 90, 240, 300, 1200) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('remind' as const, 'drain' as const, 'claim' as const, 'day' as const), death }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('post' as const), death: deathInPost,
    how: fc.constantFrom<Behaviour>('accept', 'accept', 'accept', 'greylist', 'hangAfterText', 'dropAfterText', 'hangAtRecipient') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('account' as const), who: hand }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('standIn' as const), absent: hand, substitute: person, role: fc.constantFrom<Role | null>(null, 'specialist', 'technicalAdmin') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('grant' as const), who: hand }) })

let keys = 0
const key = (): string => `model-${keys += 1}`
const ask = (as: string, path: string, body: Record<string, unknown>, more: Record<string, string> = {}) => live.ask(path, { as, body, headers: { 'idempotency-key': key(), ...more } })

/** A dossier comes in, and goes so many moves along its way. */
const receive = async (moves: number): Promise<void> => {
  const { json, status } = await ask('lan', '/api/v1/dossiers', {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant: { kind: 'citizen', name: 'Nguyễn Bí Mật' }, papers: [{ code: 'TB-KM', originals: 1, copies: 0 }],
    receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1,
  })
  const way = [['lan', 'HAND_OVER'], ['hung', 'ASSIGN'], ['nam', 'STEP_DONE']] as const
  for (const [index, [name, event]] of way.slice(0, status === 201 ? moves : 0).entries()) {
    await ask(name, `/api/v1/dossiers/${String(at(json, 'id'))}/events`, { type: event, ...(event === 'ASSIGN' ? { assigneeId: idOf('nam') } : {}) }, { 'if-match': `"${index + 1}"` })
  }
}

/** What would leave little to tell soon; it happens, but seldom. */
const ending = new Set(['WITHDRAW', 'REFUSE', 'STOP'])
interface Open { readonly name: string; readonly event: string }
/** What somebody may do now on a dossier: the first one of the people, from the pick on, who may do anything. */
const offered = async (id: string, pick: number): Promise<Open | undefined> => {
  for (let i = 0; i < who.length; i += 1) {
    const name = who[(pick + i) % who.length]!
    const { json, status } = await live.ask(`/api/v1/dossiers/${id}/actions`, { as: name })
    const open = status === 200 ? (at(json, 'actions') as { event: string; allowed: boolean }[]).filter(({ allowed }) => allowed) : []
    const onward = open.filter(({ event }) => !ending.has(event) || pick % 19 === 0)
    const action = onward[pick % Math.max(1, onward.length)]
    if (action !== undefined) return { name, event: action.event }
  }
  return undefined
}

const reasoned = new Set(['STOP', 'WITHDRAW', 'REFUSE', 'STEP_RETURNED', 'RETURN_WRONG_ADDRESSEE', 'REQUEST_SUPPLEMENT', 'RESUME'])
/** Somebody does something that the service offers them; what it refuses is nothing. */
const move = async (pick: number): Promise<void> => {
  const { rows } = await pool.query<{ id: string; version: number }>('select id, version from dossier where closed_at is null order by id desc limit 4')
  const dossier = rows[pick % Math.max(1, rows.length)]
  const open = dossier === undefined ? undefined : await offered(dossier.id, pick)
  if (dossier === undefined || open === undefined) return
  await ask(open.name, `/api/v1/dossiers/${dossier.id}/events`, {
    type: open.event, ...(reasoned.has(open.event) ? { reason: 'Vì sao' } : {}), ...(open.event === 'ASSIGN' ? { assigneeId: idOf('nam') } : {}),
    ...(open.event === 'STOP' ? { paper: { number: '1', on: localDateOf(nowMs, zone) } } : {}),
  }, { 'if-match': `"${dossier.version}"` })
}

const noFault = (_: string, error: unknown): void => { throw error as Error }
const job = async (one: Extract<Deed, { death: Death | null }>): Promise<void> => {
  const mine = one.death === null ? deps : { ...deps, pool: dyingPool(pool, one.death) }
  if (one.do === 'post') {
    smtp.behave = one.how
    // There is something to send nearly always: another worker has told of it, and the quiet quarter of an hour is over.
    nowMs += 16 * minuteMs
    await drainOutbox(deps)
    await claimReminders(deps, noFault)
    await claimMails(deps)
  }
  const work = {
    remind: () => claimReminders(mine, noFault), drain: () => drainOutbox(mine), claim: () => claimMails(mine), day: () => claimDayLists(mine, noFault),
    post: () => sendMails(mine, { mailer, publicUrl: null }),
  }[one.do]
  await (work() as Promise<unknown>).catch((error: Error) => { if (error.message !== killed) throw error })
}

const change = async (one: Deed): Promise<void> => {
  const em = orm.em.fork()
  if (one.do === 'account') {
    const id = idOf(who[one.who]!)
    const { rows } = await pool.query<{ active: boolean }>('select active from account where id = $1', [id])
    await setActive(em, home.tenantId, id, rows[0]?.active === false)
  } else if (one.do === 'standIn' && one.absent !== one.substitute) {
    const on = localDateOf(nowMs, zone)
    await addSubstitution(em, home.tenantId, { absentAccountId: idOf(who[one.absent]!), substituteAccountId: idOf(who[one.substitute]!), role: one.role, validFrom: on, validTo: on, decision: 'QĐ 1' })
  } else if (one.do === 'grant') {
    const id = idOf(who[one.who]!)
    const ended = await pool.query("update role_grant set valid_to = '2020-12-31' where account_id = $1 and valid_to is null", [id])
    if (ended.rowCount === 0) await pool.query('update role_grant set valid_to = null where account_id = $1', [id])
  }
}

let seenNotices = '00000000-0000-0000-0000-000000000000'
let seenLetters = 0
const nameOf = (accountId: string): string => who.find((name) => idOf(name) === accountId) ?? accountId
const mayRead = async (name: string, dossierId: string): Promise<boolean> => (await live.ask(`/api/v1/dossiers/${dossierId}`, { as: name })).status === 200

/** Asked over HTTP, as the person, at the very state in which they were told. */
const unlawful = async (): Promise<string[]> => {
  const found: string[] = []
  const { rows } = await pool.query<{ id: string; account_id: string; dossier_id: string; kind: string }>('select id, account_id, dossier_id, kind from notice where id > $1 order by id', [seenNotices])
  for (const { account_id: account, dossier_id: dossier, kind } of rows) if (!await mayRead(nameOf(account), dossier)) found.push(`${kind} to ${nameOf(account)}`)
  seenNotices = rows.at(-1)?.id ?? seenNotices
  for (const letter of smtp.taken.slice(seenLetters)) {
    for (const code of new Set(readable(letter).body.match(/H19-\d{6}-\d{4}/g))) {
      const dossier = (await pool.query<{ id: string }>('select id from dossier where code = $1', [code])).rows[0]
      if (dossier === undefined || !await mayRead(letter.to.split('@')[0] ?? '', dossier.id)) found.push(`${code} by e-mail to ${letter.to}`)
    }
  }
  seenLetters = smtp.taken.length
  return found
}

const twice = async (): Promise<string[]> => {
  const { rows } = await pool.query<{ line: string }>(`select kind || ' ' || (payload->>'basis') || ' ' || account_id as line from notice where payload ? 'basis'
    group by dossier_id, account_id, kind, payload->>'basis' having count(*) > 1
    union all select 'move ' || dossier_id || ' ' || account_id from notice where payload ? 'seq' group by dossier_id, account_id, payload->>'seq' having count(*) > 1`)
  const count = (words: readonly string[]): string[] => words.filter((word, index) => words.indexOf(word) !== index)
  const messages = smtp.taken.map((letter) => /^message-id: (\S+)/im.exec(readable(letter).headers)?.[1] ?? '')
  const lists = smtp.taken.map((letter) => ({ to: letter.to, ...readable(letter) })).filter(({ subject }) => subject.startsWith('[quytrinh] Việc hôm nay'))
    .map(({ to, body }) => `${to} ${/Danh sách thời hạn (.*)\./.exec(body)?.[1]}`)
  return [...rows.map(({ line }) => line), ...count(messages), ...count(lists)]
}

/** Everybody is there again, in their roles. */
const restore = async (): Promise<void> => {
  for (const name of who) await setActive(orm.em.fork(), home.tenantId, idOf(name), true)
  await pool.query('update role_grant set valid_to = null where valid_to is not null')
}

/** Lets everything be told that waits; answers what was told to whoever might not know it in that moment: a right may end with the day that passes here. */
const settle = async (): Promise<string[]> => {
  smtp.behave = 'accept'
  await restore()
  const found: string[] = []
  for (let round = 0; round < 14; round += 1) {
    for (const one of ['remind', 'drain', 'claim', 'day'] as const) await job({ do: one, death: null })
    await job({ do: 'post', death: null, how: 'accept' })
    found.push(...await unlawful())
    nowMs += 16 * minuteMs
  }
  return found
}

t.test('whatever dies when: each thing is told once, to those who may know it, and nothing is left lying', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 50, maxLength: 70, size: 'max' }), async (deeds) => {
    await restore()
    await receive(2)
    for (const one of deeds) {
      if (one.do === 'receive') await receive(one.moves)
      else if (one.do === 'move') await move(one.pick)
      else if (one.do === 'pass') nowMs += one.minutes * minuteMs
      else if ('death' in one) await job(one)
      else await change(one)
      const wrong = await unlawful()
      if (wrong.length > 0) throw new Error(`${JSON.stringify(one)}: ${wrong.join(', ')}`)
    }
    const before = await twice()
    if (before.length > 0) throw new Error(before.join(', '))
    const after = [...await settle(), ...await twice()]
    if (after.length > 0) throw new Error(after.join(', '))
    const { rows } = await pool.query<{ what: string }>(`select 'mail ' || state as what from mail where state = 'sending' union all
      select 'rung ' || id from dossier where next_reminder_at <= $1 union all select 'effect ' || kind from outbox`, [new Date(nowMs - 16 * minuteMs)])
    if (rows.length > 0) throw new Error(rows.map(({ what }) => what).join(', '))
  }), { numRuns: 4, endOnFailure: true, unbiased: true, interruptAfterTimeLimit: 90_000 })
  t.ok(smtp.taken.length > 0, `${smtp.taken.length} messages`)
  t.ok((await pool.query('select from notice')).rowCount, 'and notices')
  t.comment(`${smtp.taken.length} messages, ${(await pool.query('select from notice')).rowCount} notices, ${(await pool.query("select from mail where state = 'unknown'")).rowCount} unknown`)
})
