/** Notices by e-mail over a real SMTP server: claimed once, tried again with growing pauses, never sent twice, and nothing personal in a subject. */
import t from 'tap'
import type { Dossier } from '../../schemas/dossier.ts'
import { noticeKinds } from '../../schemas/notice.ts'
import { claimDayLists, claimMails, sendMails } from '../../server/jobs/mail.ts'
import { drainOutbox } from '../../server/jobs/drain-outbox.ts'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { makeMailer, type Mailer } from '../../server/mail/mailer.ts'
import { setActive } from '../../storage/accounts.ts'
import { beginAttempt, keepMailChoice, takeMail } from '../../storage/mails.ts'
import { addNotices } from '../../storage/notices.ts'
import { localDateOf, parseInstant, workingDayAfter } from '../../workflows/calendar/index.ts'
import { at, withService } from '../support/live.ts'
import { readable, withSmtp } from '../support/smtp.ts'

const zone = 'Asia/Ho_Chi_Minh'
let nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
const smtp = await withSmtp(t)
const { home, deps } = live
const { pool, orm } = deps
const settings = { host: '127.0.0.1', port: smtp.port, security: 'never', login: null, from: 'quytrinh@xa.example' } as const
const [patient, hasty] = [makeMailer(settings), makeMailer(settings, { connectMs: 500, answerMs: 300, wholeMs: 2_000 })]
/** A server that answers is given the time that a busy machine needs; one that says nothing is soon given up. */
const mailer: Mailer = { send: (letter) => (smtp.behave === 'hangAtGreeting' ? hasty : patient).send(letter) }
const office = { mailer, publicUrl: 'https://ho-so.xa.example' }
const minuteMs = 60_000
const applicant = { kind: 'citizen', name: 'Nguyễn Bí Mật Tên', phone: '0912 345 678' } as const
let keys = 0
const idOf = (name: string): string => home.people.get(name)?.accountId ?? ''

const calendar = await (async () => {
  const { rows } = await pool.query<{ version: number }>('select max(version) as version from calendar_version where tenant_id = $1', [home.tenantId])
  return deps.rules.calendarOf({ tenantId: home.tenantId, calendarId: 'test', calendarVersion: rows[0]!.version })
})()
const firstDay = workingDayAfter(calendar, localDateOf(nowMs, zone), 1)
const dayOf = (day: number): string => (day === 0 ? firstDay : workingDayAfter(calendar, firstDay, day))
const go = (day: number, time: string): void => { nowMs = parseInstant(`${dayOf(day)}T${time}`, zone) }

const receive = async (): Promise<Dossier> => {
  const body = {
    procedureCode: 'P1', channel: 'direct', accept: true, applicant, subject: 'Khuyến mại nước mắm Bí Mật',
    papers: [{ code: 'TB-KM', originals: 1, copies: 0 }], receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1,
  }
  const { json, text } = await live.ask('/api/v1/dossiers', { as: 'lan', body, headers: { 'idempotency-key': `mail-${keys += 1}` } })
  const { rows } = await pool.query<{ body: Dossier }>('select body from dossier where id = $1', [at(json, 'id')])
  if (rows[0] === undefined) throw new Error(text)
  return rows[0].body
}
const move = async ({ id }: Dossier, type: string, as: string, more: Record<string, unknown> = {}): Promise<void> => {
  const { rows } = await pool.query<{ version: number }>('select version from dossier where id = $1', [id])
  const { status, text } = await live.ask(`/api/v1/dossiers/${id}/events`, { as, body: { type, ...more }, headers: { 'idempotency-key': `mail-${keys += 1}`, 'if-match': `"${rows[0]?.version}"` } })
  if (status !== 200) throw new Error(text)
}
const atNam = async (): Promise<Dossier> => {
  const dossier = await receive()
  await move(dossier, 'HAND_OVER', 'lan')
  await move(dossier, 'ASSIGN', 'hung', { assigneeId: idOf('nam') })
  await drainOutbox(deps)
  return dossier
}
const wants = (who: string, more: Partial<Parameters<typeof keepMailChoice>[2]> = {}) =>
  keepMailChoice(pool, { tenantId: home.tenantId, accountId: idOf(who) }, { address: `${who}@xa.example`, kinds: null, daily: false, language: 'vi', ...more }, nowMs)
const run = async (): Promise<void> => {
  await claimMails(deps)
  await sendMails(deps, office)
}
const states = async (): Promise<string[]> => (await pool.query<{ state: string }>('select state from mail order by id')).rows.map(({ state }) => state)
const clean = async (): Promise<void> => {
  await pool.query('delete from mail_notice; delete from mail_attempt; delete from mail; delete from mail_choice; delete from notice')
  smtp.taken.length = 0
  smtp.behave = 'accept'
}

go(0, '09:00')
await pool.query("update session set expires_at = expires_at + interval '60 days'")

t.test('notices go together into one message, each once, and the text names no applicant', async (t) => {
  await wants('nam')
  nowMs += 1000
  const [first, second] = [await atNam(), await atNam()]
  await Promise.all([run(), run(), run()])
  t.equal(smtp.taken.length, 1)
  const { subject, body } = readable(smtp.taken[0]!)
  t.equal(subject, '[quytrinh] 2 hồ sơ mới được giao')
  for (const { code, id } of [first, second]) {
    t.match(body, code ?? '')
    t.match(body, `https://ho-so.xa.example/dossiers/${id}`)
  }
  t.notMatch(body, /Bí Mật|0912|345 678/)
  await atNam()
  await run()
  t.equal(smtp.taken.length, 1, 'the next one waits a quarter of an hour, so that several go together')
  nowMs += 16 * minuteMs
  await run()
  t.equal(smtp.taken.length, 2)
  nowMs += 16 * minuteMs
  await run()
  t.equal(smtp.taken.length, 2, 'and none goes twice')
  t.same(await states(), ['sent', 'sent'])
  await clean()
})

t.test('nothing goes to who gave no address, chose otherwise, has read it, or may not read the dossier any more', async (t) => {
  await wants('nam', { kinds: ['duePassed'] })
  await wants('hung', { address: null })
  nowMs += 1000
  const dossier = await atNam()
  await run()
  t.same(await states(), [])
  await wants('nam')
  nowMs += 1000
  await addNotices(pool, home.tenantId, [{ accountId: idOf('nam'), dossierId: dossier.id, kind: 'assigned', payload: {} }], nowMs)
  await claimMails(deps)
  await pool.query("update role_grant set valid_to = '2020-12-31' where account_id = $1", [idOf('nam')])
  await pool.query('update open_step set holder_id = null where dossier_id = $1', [dossier.id])
  await sendMails(deps, office)
  t.same(await states(), ['dropped'])
  await pool.query('update role_grant set valid_to = null where account_id = $1', [idOf('nam')])
  await clean()
  await wants('nam')
  nowMs += 1000
  await atNam()
  await claimMails(deps)
  await pool.query('update notice set read_at = created_at where account_id = $1', [idOf('nam')])
  await sendMails(deps, office)
  t.same([await states(), smtp.taken.length], [['dropped'], 0])
  await clean()
  await wants('nam')
  nowMs += 1000
  await atNam()
  await setActive(orm.em.fork(), home.tenantId, idOf('nam'), false)
  await run()
  t.same([await states(), smtp.taken.length], [[], 0], 'a closed account')
  await setActive(orm.em.fork(), home.tenantId, idOf('nam'), true)
  await clean()
})

t.test('put off, it is tried again with growing pauses, and arrives once', async (t) => {
  await wants('nam')
  nowMs += 1000
  await atNam()
  smtp.behave = 'greylist'
  await run()
  const waits: number[] = []
  for (let i = 0; i < 3; i += 1) {
    const { rows } = await pool.query<{ at: Date }>('select next_attempt_at as at from mail')
    waits.push(Math.round((rows[0]!.at.getTime() - nowMs) / minuteMs))
    await run()
    nowMs = rows[0]!.at.getTime()
    if (i === 2) smtp.behave = 'accept'
    await run()
  }
  t.same(waits, [1, 5, 15])
  t.same([smtp.taken.length, await states()], [1, ['sent']])
  const { rows } = await pool.query<{ outcome: string; reply: string }>('select outcome, reply from mail_attempt order by ordinal')
  t.match(rows, [{ outcome: 'deferred', reply: /^451/ }, { outcome: 'deferred' }, { outcome: 'deferred' }, { outcome: 'sent', reply: /^250/ }])
  await clean()
})

t.test('a refused recipient is given up at once; a server that is silent after days too', async (t) => {
  await wants('nam')
  nowMs += 1000
  await atNam()
  smtp.behave = 'refuseRecipient'
  await run()
  t.same(await states(), ['failed'])
  await clean()
  await wants('nam')
  nowMs += 1000
  await atNam()
  smtp.behave = 'hangAtGreeting'
  for (let i = 0; i < 12; i += 1) { await run(); nowMs += 721 * minuteMs }
  t.same(await states(), ['failed'])
  t.equal((await pool.query('select from mail_attempt')).rowCount, 9, 'a limit to the attempts')
  await clean()
  go(1, '09:00')
})

t.test('a server that is not there is asked once a run, whatever waits', async (t) => {
  for (const who of ['nam', 'hung']) await wants(who, { kinds: [...noticeKinds] })
  nowMs += 1000
  const dossier = await receive()
  await move(dossier, 'HAND_OVER', 'lan')
  await drainOutbox(deps)
  await move(dossier, 'ASSIGN', 'hung', { assigneeId: idOf('nam') })
  await drainOutbox(deps)
  smtp.behave = 'hangAtGreeting'
  const before = smtp.connections
  await run()
  t.equal(smtp.connections - before, 1)
  smtp.behave = 'accept'
  await run()
  nowMs += 2 * minuteMs
  await run()
  t.equal(smtp.taken.length, 2)
  await clean()
})

t.test('who dies between sending and writing it down leaves an unknown outcome, and the message does not go again by itself', async (t) => {
  await wants('nam')
  nowMs += 1000
  await atNam()
  await claimMails(deps)
  const dying: Mailer = { send: async (letter) => { await mailer.send(letter); throw new Error('killed') } }
  await t.rejects(sendMails(deps, { ...office, mailer: dying }), { message: 'killed' })
  t.equal(smtp.taken.length, 1)
  t.same(await states(), ['sending'])
  for (let i = 0; i < 3; i += 1) { nowMs += 11 * minuteMs; await run() }
  t.same([await states(), smtp.taken.length], [['unknown'], 1])
  t.match((await pool.query('select outcome from mail_attempt')).rows, [{ outcome: 'unknown' }])
  await clean()
})

t.test('who dies before anything was sent loses nothing', async (t) => {
  await wants('nam')
  nowMs += 1000
  await atNam()
  await claimMails(deps)
  await takeMail(pool, nowMs)
  await run()
  t.equal(smtp.taken.length, 0, 'it is in a dead hand')
  nowMs += 11 * minuteMs
  await run()
  t.equal(smtp.taken.length, 1)
  await clean()
  await wants('nam')
  nowMs += 1000
  await atNam()
  await claimMails(deps)
  const taken = await takeMail(pool, nowMs)
  await beginAttempt(pool, taken!, { address: 'a@b.vn', subject: '-' }, nowMs)
  await t.rejects(beginAttempt(pool, taken!, { address: 'a@b.vn', subject: '-' }, nowMs), { code: '23505' }, 'an attempt is claimed once')
  await clean()
})

t.test('a subject holds nothing but numbers and fixed words, whatever a dossier is called', async (t) => {
  await wants('nam', { kinds: [...noticeKinds], daily: true })
  await wants('lan', { kinds: [...noticeKinds], daily: true, language: 'en' })
  await wants('hung', { kinds: [...noticeKinds], daily: true })
  go(3, '09:00')
  const dossier = await atNam()
  await receive()
  for (const kind of noticeKinds) {
    nowMs += 16 * minuteMs
    await addNotices(pool, home.tenantId, [{ accountId: idOf('nam'), dossierId: dossier.id, kind, payload: { step: applicant.name, form: '02' } }], nowMs)
    await run()
  }
  go(6, '08:00')
  await claimReminders(deps, (_, error) => { throw error as Error })
  nowMs += 16 * minuteMs
  await claimDayLists(deps, (_, error) => { throw error })
  await run()
  const letters = smtp.taken.map(readable)
  t.ok(letters.length > noticeKinds.length)
  for (const { subject } of letters) {
    t.match(subject, /^\[quytrinh\] /)
    t.notMatch(subject, /Bí Mật|Nguyễn|nước mắm|0912|345|H19|khuyến mại|@/i, subject)
  }
  t.ok(letters.some(({ subject }) => /^\[quytrinh\] Việc hôm nay: \d+ quá hạn/.test(subject)), letters.map(({ subject }) => subject).join('\n'))
  t.ok(letters.some(({ subject }) => /^\[quytrinh\] Today: /.test(subject)))
  for (const { body } of letters) t.notMatch(body, /Bí Mật|0912/, 'nor does the text name the applicant')
  await clean()
})

t.test('the list of the day comes once a person and working day, from the opening on, and never on a day off', async (t) => {
  await wants('lan', { daily: true, kinds: [] })
  await wants('nam', { daily: true, kinds: [] })
  go(7, '07:00')
  const claim = () => claimDayLists(deps, (_, error) => { throw error })
  t.equal(await claim(), 0, 'before the first session')
  go(7, '07:30')
  const claims = await Promise.all([claim(), claim(), claim()])
  t.equal(claims.reduce((sum, one) => sum + one, 0), 2)
  await Promise.all([sendMails(deps, office), sendMails(deps, office)])
  t.same(smtp.taken.map(({ to }) => to).filter((to) => to === 'lan@xa.example'), ['lan@xa.example'])
  nowMs += 60 * minuteMs
  t.equal(await claim(), 0, 'once a day')
  smtp.behave = 'greylist'
  go(8, '16:50')
  t.equal(await claim(), 2)
  await sendMails(deps, office)
  smtp.behave = 'accept'
  go(9, '07:00')
  const before = smtp.taken.length
  await sendMails(deps, office)
  t.equal(smtp.taken.length, before, 'yesterday\'s list is not sent today')
  let off = nowMs
  while (new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'long' }).format(off) !== 'Sunday') off += 24 * 60 * minuteMs
  nowMs = off + 3 * 60 * minuteMs
  t.equal(await claim(), 0, 'nobody reads it on a Sunday')
  await clean()
})
