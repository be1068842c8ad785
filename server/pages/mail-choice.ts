/** Each person's address for e-mail, and what they want by it. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Check } from 'typebox/value'
import { MailAddress, type MailChoice, mailedByDefault, noticeKinds } from '../../schemas/notice.ts'
import { findMailChoice, keepMailChoice } from '../../storage/mails.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson } from '../plugins/people.ts'
import { mailChoiceView } from '../views/mail-choice.ts'
import { countNotices, personOrSignIn, sendPage } from './common.ts'
import { type Fields, fieldsOf, given } from './forms.ts'
import type { PageParts } from './index.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf } from './visit.ts'

const unsaid: MailChoice = { address: null, kinds: null, daily: true, language: 'vi' }

const ChoiceQuery = Type.Object({ saved: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: false })
type ChoiceQuery = Type.Static<typeof ChoiceQuery>

const choiceOf = (fields: Fields): MailChoice => ({
  address: given(fields, 'address') ?? null, daily: fields.has('send.daily'), language: fields.get('language') === 'en' ? 'en' : 'vi',
  kinds: fields.get('save') === 'proposed' ? null : noticeKinds.filter((kind) => fields.has(`kind.${kind}`)),
})

export const declareMailChoice = (pages: FastifyInstance, deps: Deps, { mailIsOn }: PageParts): void => {
  const shown = (choice: MailChoice, more: { saved?: boolean; badAddress?: boolean }) => ({
    ...choice, address: choice.address ?? '', kinds: new Set(choice.kinds ?? mailedByDefault), isOn: mailIsOn, saved: false, badAddress: false, ...more,
  })
  pages.get<{ Querystring: ChoiceQuery }>('/notices/settings', { schema: { hide: true, querystring: ChoiceQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const choice = await findMailChoice(deps.pool, person.reader) ?? { ...unsaid, language: visit.language }
    return sendPage(request, reply, { title: visit.t.mail.title, body: mailChoiceView(visit, shown(choice, { saved: request.query.saved !== undefined })) })
  })
  pages.post('/notices/settings', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/notices/settings')
    const choice = choiceOf(fieldsOf(request.body))
    if (choice.address !== null && !Check(MailAddress, choice.address)) {
      await countNotices(deps, request)
      const visit = { ...visitOf(request), path: '/notices/settings' }
      return sendPage(request, reply, { title: visit.t.mail.title, body: mailChoiceView(visit, shown(choice, { badAddress: true })), status: 400 })
    }
    await keepMailChoice(deps.pool, person.reader, choice, deps.clock.nowMs())
    return reply.redirect('/notices/settings?saved=1', 303)
  })
}
