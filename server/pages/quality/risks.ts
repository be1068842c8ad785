/** The register of risks and opportunities on screen and as files; what is entered and assessed again goes through the register of facts. */
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../../schemas/errors.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { statisticsNames } from '../../../storage/statistics.ts'
import { factKeepers } from '../../commands/enter-fact.ts'
import type { Deps } from '../../deps.ts'
import { docxType } from '../../render/docx.ts'
import { xlsxType } from '../../render/xlsx.ts'
import { riskProposals, riskRegister, risksDocx, risksXlsx } from '../../reports/risks.ts'
import { audienceOf } from '../../reports/statistics.ts'
import { risksView, type RisksPage } from '../../views/quality/risks.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { type Visit, visitOf } from '../visit.ts'
import { namesIn } from './people.ts'

/** The register with the names that it needs. */
const namedRegister = async (deps: Deps, { language }: Visit, person: SignedInPerson): Promise<Pick<RisksPage, 'lines' | 'people' | 'processes'>> => {
  const lines = await riskRegister(deps, person.reader)
  const { procedures } = await statisticsNames(deps.pool, person.reader.tenantId)
  return {
    lines, people: await namesIn(deps, person, lines.map(({ fact }) => fact.treatment?.ownerId)),
    processes: new Map([...procedures].map(([code, title]) => [code, inLanguage(language, title)])),
  }
}

const proposalsFor = async (deps: Deps, { reader }: SignedInPerson): Promise<RisksPage['proposals']> => {
  try {
    return await riskProposals(deps, audienceOf(reader), { quarter: null, today: reader.today })
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid-request') return null
    throw error
  }
}

/** Declares /risks. */
export const declareRiskPages = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/risks', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const mayEnter = person.reader.roles.some(({ role }) => factKeepers.includes(role))
    const body = risksView(visit, { ...await namedRegister(deps, visit, person), mayEnter, proposals: mayEnter ? await proposalsFor(deps, person) : null })
    return sendPage(request, reply, { title: visit.t.risks.title, body })
  })
  for (const kind of ['xlsx', 'docx'] as const) pages.get(`/risks/register.${kind}`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const nowMs = deps.clock.nowMs()
    const file = { ...await namedRegister(deps, visit, person), agency: inLanguage(visit.language, person.agencyName), today: person.reader.today, asOf: visit.format.at(nowMs), nowMs }
    reply.type(kind === 'xlsx' ? xlsxType : docxType).header('content-disposition', `attachment; filename="rui-ro-co-hoi.${kind}"`)
    return reply.send(Buffer.from(kind === 'xlsx' ? await risksXlsx(visit.t, file) : await risksDocx(visit.t, file)))
  })
}
