/** Whether answers are what the OpenAPI document says: every JSON answer that a test sees is held against it. */
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

interface Operation { readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>> }
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

const fits = (pattern: string, path: string): boolean => {
  const parts = pattern.split('/')
  const given = path.split('/')
  return parts.length === given.length && parts.every((part, index) => part.startsWith('{') || part === given[index])
}

/** Literal addresses win over those with parameters, as they do in the router. */
const operationOf = (paths: Paths, method: string, path: string): Operation | undefined =>
  paths[path]?.[method] ?? Object.entries(paths).find(([pattern]) => fits(pattern, path))?.[1][method]

/** Collects every difference between an answer and its declared shape. */
export class Conformance {
  readonly #paths: Paths
  readonly #ajv = new Ajv({ strict: false, allErrors: true })
  readonly #known = new Map<object, ValidateFunction>()
  readonly faults: string[] = []
  /** How many answers were held against a declared shape. */
  checked = 0

  constructor(document: object) {
    this.#paths = (document as { paths: Paths }).paths
    formats.default(this.#ajv, ['date'])
  }

  check(asked: { readonly method: string; readonly path: string; readonly status: number }, json: unknown): void {
    const { method, status } = asked
    const path = asked.path.split('?')[0] ?? ''
    const responses = operationOf(this.#paths, method.toLowerCase(), path)?.responses
    if (responses === undefined || json === undefined) return
    const schema = (responses[String(status)] ?? responses[`${String(status)[0]}XX`])?.content?.[status < 400 ? 'application/json' : 'application/problem+json']?.schema
    if (schema === undefined) {
      this.faults.push(`${method} ${path} ${status}: not declared`)
      return
    }
    this.checked += 1
    const validate = this.#known.get(schema) ?? this.#ajv.compile(schema)
    this.#known.set(schema, validate)
    if (!validate(json)) this.faults.push(`${method} ${path} ${status}: ${this.#ajv.errorsText(validate.errors)}`)
  }
}
