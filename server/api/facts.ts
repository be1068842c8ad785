/** The register of facts over HTTP: read by everybody of the agency, kept by the ISO secretary and the quality manager. */
import { Fact, FactCorrection, FactFilter, FactHistory, FactPage, FactWithdrawal, type KeptFact, NewFact } from '../../schemas/fact.ts'
import { DomainError } from '../../schemas/errors.ts'
import { factVersions, listFacts, type StoredFact } from '../../storage/facts.ts'
import { RiskProposalQuery, RiskProposals } from '../../schemas/risk.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { correctFact, enterFact, factKeepers as roles, withdrawFact } from '../commands/enter-fact.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { riskProposals } from '../reports/risks.ts'
import { audienceOf } from '../reports/statistics.ts'
import { ById, idOf, problems } from './common.ts'
import { isId, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'
import { declareChange, declareNew } from './writes.ts'

const tag = 'reports'
const keptOf = ({ fact, atMs, by }: StoredFact, zone: string): KeptFact => ({ ...fact, at: formatInstant(atMs, zone), by })

const declareProposals = (api: Api, deps: Deps): void => {
  api.get('/risk-proposals', {
    preHandler: requirePerson(deps),
    schema: { tags: [tag], summary: 'Risks that the causes of lateness of a quarter propose, with the rule and its numbers', querystring: RiskProposalQuery, response: { 200: RiskProposals, ...problems } },
  }, async (request) => {
    const { reader } = personOf(request)
    return riskProposals(deps, audienceOf(reader), { quarter: request.query.quarter ?? null, today: reader.today })
  })
}

/** Declares the register under /facts. */
export const declareFacts = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  declareProposals(api, deps)
  api.get('/facts', { preHandler, schema: { tags: [tag], summary: 'Facts that reports cite, the newest stated first', querystring: FactFilter, response: { 200: FactPage, ...problems } } }, async (request) => {
    const { reader } = personOf(request)
    const { kind, limit = 50 } = request.query
    const after = readCursor(request.query.after, [isText, isId])
    const found = await listFacts(deps.pool, reader.tenantId, { kind: kind ?? null, limit, after: after === undefined ? null : { on: String(after[0]), id: String(after[1]) } })
    return { items: found.map((one) => keptOf(one, reader.zone)), next: nextCursor(found, limit, ({ fact }) => [fact.on, fact.id]) }
  })
  api.get('/facts/:id', { preHandler, schema: { tags: [tag], summary: 'Every version of a fact, the newest first', params: ById, response: { 200: FactHistory, ...problems } } }, async (request) => {
    const { reader } = personOf(request)
    const versions = await factVersions(deps.pool, reader.tenantId, idOf(request.params.id))
    if (versions.length === 0) throw new DomainError('not-found')
    return { versions: versions.map((one) => keptOf(one, reader.zone)) }
  })
  declareNew(api, deps, '/facts', { tag, roles, summary: 'Enter a fact with the document that states it', body: NewFact, answer: Fact }, (asked) => enterFact(deps, asked))
  declareChange(api, deps, '/facts/:id/corrections', { tag, roles, summary: 'Correct a fact: every version stays', body: FactCorrection, answer: Fact }, (asked) => correctFact(deps, asked))
  declareChange(api, deps, '/facts/:id/withdrawal', { tag, roles, summary: 'Take a fact out of the reports', body: FactWithdrawal, answer: Fact }, (asked) => withdrawFact(deps, asked))
}
