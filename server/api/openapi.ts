/** The OpenAPI 3.1 document, made from the same schemas that validate; and a page to read it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import swagger from '@fastify/swagger'
import { packed } from '../plugins/compress.ts'

const description = 'Hồ sơ, quy trình và lịch làm việc của cơ quan. Every refusal is an RFC 9457 problem; docs/errors.md lists the codes.'

/** Call before any route is declared: it listens to their declaration. */
export const registerOpenApi = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'quytrinh', description, version: '1' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, cookie: { type: 'apiKey', in: 'cookie', name: 'quytrinh_session' } } },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    // Shapes are written out where they stand: an identifier that occurs twice would make the document ambiguous.
    transform: ({ schema, url }) => ({ schema: withoutIds(schema) as typeof schema, url }),
    hideUntagged: true,
  })
}

const withoutIds = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key, member]) => !(key === '$id' && typeof member === 'string')).map(([key, member]) => [key, withoutIds(member)]))
}

/** The reader's bundle is 4 MB and takes a quarter of a second to load: an instance of its own, made when somebody first asks. */
const makeReader = async (): Promise<FastifyInstance> => {
  const { default: scalar } = await import('@scalar/fastify-api-reference')
  const reader = Fastify({ logger: false })
  await reader.register(scalar, {
    routePrefix: '/api/v1/docs',
    // Nothing that would send the agency's addresses to a service elsewhere; the content policy would stop it anyway.
    configuration: {
      url: '/api/v1/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never',
      agent: { disabled: true }, mcp: { disabled: true },
    },
  })
  await reader.ready()
  return reader
}

/** Declares `/api/v1/openapi.json` and `/api/v1/docs`. */
export const declareOpenApi = (app: FastifyInstance): void => {
  let reader: Promise<FastifyInstance> | undefined
  app.get('/api/v1/openapi.json', { schema: { hide: true }, onSend: packed }, (_request, reply) => reply.send(app.swagger()))
  const read = async (request: { raw: IncomingMessage }, reply: { raw: ServerResponse; hijack: () => unknown; getHeaders: () => Record<string, unknown> }): Promise<void> => {
    reader ??= makeReader()
    const instance = await reader
    for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, String(value))
    reply.hijack()
    instance.routing(request.raw, reply.raw)
  }
  for (const url of ['/api/v1/docs', '/api/v1/docs/', '/api/v1/docs/js/scalar.js']) {
    app.get(url, { schema: { hide: true }, config: { contentPolicy: 'docs' } }, read)
  }
}
