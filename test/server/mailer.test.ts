/** E-mail over a real socket: what the environment says, what goes over the wire, and how each way of going wrong is called. */
import t from 'tap'
import { ConfigError, readConfig } from '../../server/config.ts'
import { makeMailer } from '../../server/mail/mailer.ts'
import type { MailSettings } from '../../server/mail/settings.ts'
import { type Behaviour, readable, withSmtp } from '../support/smtp.ts'

const smtp = await withSmtp(t)
const settings: MailSettings = { host: '127.0.0.1', port: smtp.port, security: 'never', login: null, from: 'quytrinh@xa.example' }
/** A server that answers is given the time that a busy machine needs; one that says nothing for good is soon given up. */
const mailer = makeMailer(settings)
const hasty = makeMailer(settings, { connectMs: 5_000, answerMs: 1_000, wholeMs: 10_000 })
const letter = { id: '0190-1', to: 'sen@xa.example', fromName: 'UBND xã Mẫu, "phòng" Một', subject: '[quytrinh] 3 hồ sơ sắp đến hạn', text: 'Kính gửi ông/bà,\n\n.một dòng bắt đầu bằng dấu chấm\n' }

t.test('the text arrives as it was written, with headers that keep machines from answering', async (t) => {
  t.match(await mailer.send(letter), { outcome: 'sent', reply: '250 2.0.0 kept' })
  const [taken] = smtp.taken
  t.match(taken, { to: 'sen@xa.example', from: 'quytrinh@xa.example' })
  const { subject, body, headers } = readable(taken!)
  t.equal(subject, letter.subject)
  t.equal(body.replace(/\r\n/g, '\n').trimEnd(), letter.text.trimEnd())
  t.match(headers, /auto-submitted: auto-generated/i)
  t.match(headers, /message-id: <0190-1@quytrinh\.xa\.example>/i)
})

for (const [behave, outcome, reply] of [
  ['refuseRecipient', 'refused', /^550/], ['refuseText', 'refused', /^554/], ['greylist', 'deferred', /^451/], ['hangAtGreeting', 'timeOut', /./], ['hangAtRecipient', 'timeOut', /./],
  ['hangAfterText', 'unknown', /./], ['dropAfterText', 'unknown', /./],
] as const satisfies readonly (readonly [Behaviour, string, RegExp])[]) {
  t.test(`a server that does this: ${behave}, is told of as ${outcome}`, async (t) => {
    const before = smtp.taken.length
    smtp.behave = behave
    const sent = await (behave.startsWith('hang') ? hasty : mailer).send(letter)
    t.equal(sent.outcome, outcome)
    t.match(sent.reply, reply)
    t.equal(smtp.taken.length, before)
    smtp.behave = 'accept'
  })
}

t.test('a password is not sent where the line is not guarded, unless the administrator says so', async (t) => {
  const login = { user: 'u', password: 'secret' }
  const guarded = await makeMailer({ ...settings, security: 'startTls', login }).send(letter)
  t.not(guarded.outcome, 'sent')
  smtp.behave = 'noSuchUser'
  t.match(await makeMailer({ ...settings, login }).send(letter), { outcome: 'deferred', reply: /^535/ }, 'a wrong password is ours to mend, and no reason to give up')
  smtp.behave = 'accept'
  t.match(await makeMailer({ ...settings, login }).send(letter), { outcome: 'sent' })
})

t.test('a server that is not there is unreachable', async (t) => {
  t.match(await makeMailer({ ...settings, port: 1 }).send(letter), { outcome: 'unreachable' })
})

t.test('what the environment says', async (t) => {
  const mail = (environment: Record<string, string>) => readConfig(environment).mail
  const faults = (environment: Record<string, string>): readonly string[] => {
    try { readConfig(environment); return [] } catch (error) { if (error instanceof ConfigError) return error.faults; throw error }
  }
  t.equal(mail({}), undefined)
  t.same(mail({ SMTP_URL: 'smtps://u%40x:p%3Aq@mail.example', SMTP_FROM: 'a@b.vn' }), { host: 'mail.example', port: 465, security: 'tls', login: { user: 'u@x', password: 'p:q' }, from: 'a@b.vn' })
  t.same(mail({ SMTP_HOST: 'mail.example', SMTP_FROM: 'a@b.vn' }), { host: 'mail.example', port: 25, security: 'whenOffered', login: null, from: 'a@b.vn' })
  t.match(mail({ SMTP_HOST: 'mail.example', SMTP_USER: 'u', SMTP_PASSWORD: 'p', SMTP_FROM: 'a@b.vn' }), { port: 587, security: 'startTls' })
  t.match(mail({ SMTP_HOST: 'mail.example', SMTP_PORT: '2525', SMTP_SECURE: 'false', SMTP_USER: 'u', SMTP_PASSWORD: 'p', SMTP_FROM: 'a@b.vn' }), { port: 2525, security: 'never' })
  t.equal(faults({ SMTP_HOST: 'mail.example' }).length, 1, 'an address to send from is needed')
  t.equal(faults({ SMTP_FROM: 'a@b.vn' }).length, 1, 'a server is needed')
  t.equal(faults({ SMTP_HOST: 'x', SMTP_PORT: '0', SMTP_USER: 'u', SMTP_FROM: 'two@a, three@b', SMTP_SECURE: 'perhaps' }).length, 4, 'every fault at once')
  t.notMatch(faults({ SMTP_URL: 'http://u:secret@x', SMTP_FROM: 'a@b.vn' }).join(), 'secret')
  t.equal(readConfig({ PUBLIC_URL: 'https://ho-so.xa.example/' }).publicUrl, 'https://ho-so.xa.example')
  t.equal(faults({ PUBLIC_URL: 'ho-so' }).length, 1)
})
