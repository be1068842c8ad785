/** Incoming text, in one place: every string becomes NFC; what no table can keep is refused. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'

/** Deeper than any shape of `schemas/` goes, far less deep than what would exhaust the stack. */
const maxDepth = 60

const refuse = (at: string, message: string, messageEn: string): never => {
  throw new DomainError('invalid-request', { errors: [{ at: at.slice(0, 200), rule: 'text', message, messageEn }] })
}

const cleanString = (value: string, path: string): string => {
  if (value.includes('\0')) refuse(path, 'có ký tự NUL', 'holds a NUL character')
  if (!value.isWellFormed()) refuse(path, 'không phải Unicode hợp lệ', 'is not well-formed Unicode')
  return value.normalize('NFC')
}

const cleanArray = (items: unknown[], path: string, depth: number): unknown[] => {
  items.forEach((item, index) => {
    if (item !== null && typeof item !== 'number' && typeof item !== 'boolean') items[index] = clean(item, `${path}/${index}`, depth + 1)
  })
  return items
}

const cleanObject = (object: Record<string, unknown>, path: string, depth: number): Record<string, unknown> => {
  for (const key of Object.keys(object)) {
    const name = cleanString(key, path)
    const value = clean(object[key], `${path}/${name}`, depth + 1)
    if (name !== key) delete object[key]
    object[name] = value
  }
  return object
}

/**
 * The value with every string and member name in NFC; objects and arrays are changed in place.
 * @throws DomainError invalid-request for NUL, for lone surrogates and for nesting over 60
 */
const clean = (value: unknown, path = '', depth = 0): unknown => {
  if (typeof value === 'string') return cleanString(value, path)
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) refuse('', `lồng sâu quá ${maxDepth} lớp`, `is nested more than ${maxDepth} deep`)
  return Array.isArray(value) ? cleanArray(value, path, depth) : cleanObject(value as Record<string, unknown>, path, depth)
}

const cleanRequest = (request: FastifyRequest): void => {
  request.body = clean(request.body)
  clean(request.query)
  clean(request.params)
}

/** Cleans body, query and path before they are validated. */
export const registerText = (app: FastifyInstance): void => {
  app.addHook('preValidation', (request, _reply, done) => {
    cleanRequest(request)
    done()
  })
}
