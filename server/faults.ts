/** What a schema asks for, in words of both languages. */
import type { Fault } from '../schemas/errors.ts'

/** What ajv, or Fastify for it, says of one fault. */
interface Found { readonly keyword: string; readonly instancePath: string; readonly params: Readonly<Record<string, unknown>> }

interface Message { readonly message: string; readonly messageEn: string }

const words: Readonly<Record<string, (params: Found['params']) => Message>> = {
  required: (p) => ({ message: `thiếu "${String(p['missingProperty'])}"`, messageEn: `"${String(p['missingProperty'])}" is missing` }),
  additionalProperties: () => ({ message: 'có trường không được khai báo', messageEn: 'has a member that is not declared' }),
  const: (p) => ({ message: `phải là ${String(p['allowedValue'])}`, messageEn: `must be ${String(p['allowedValue'])}` }),
  type: (p) => ({ message: `phải là kiểu ${String(p['type'])}`, messageEn: `must be of type ${String(p['type'])}` }),
  enum: (p) => ({ message: `phải là một trong: ${list(p['allowedValues'])}`, messageEn: `must be one of: ${list(p['allowedValues'])}` }),
  format: () => ({ message: 'không có ngày này', messageEn: 'there is no such date' }),
  pattern: () => ({ message: 'sai định dạng hoặc có ký tự không được phép', messageEn: 'has the wrong form or a character that is not allowed' }),
  maxLength: (p) => ({ message: `dài quá ${String(p['limit'])} ký tự`, messageEn: `is longer than ${String(p['limit'])} characters` }),
  minLength: (p) => ({ message: `phải có ít nhất ${String(p['limit'])} ký tự`, messageEn: `needs at least ${String(p['limit'])} characters` }),
  maxItems: (p) => ({ message: `nhiều quá ${String(p['limit'])} mục`, messageEn: `has more than ${String(p['limit'])} items` }),
  minItems: (p) => ({ message: `phải có ít nhất ${String(p['limit'])} mục`, messageEn: `needs at least ${String(p['limit'])} items` }),
  minimum: (p) => ({ message: `phải từ ${String(p['limit'])} trở lên`, messageEn: `must be at least ${String(p['limit'])}` }),
  maximum: (p) => ({ message: `phải không quá ${String(p['limit'])}`, messageEn: `must be at most ${String(p['limit'])}` }),
}

const list = (values: unknown): string => (Array.isArray(values) ? values.slice(0, 30).map(String).join(', ') : '')

const messageOf = ({ keyword, params }: Found): Message => words[keyword]?.(params) ?? { message: 'không đúng mẫu', messageEn: 'does not fit the form' }

/** A member name comes from outside: shown, but never at length. */
const pathOf = ({ instancePath, params }: Found): string => {
  const extra = params['additionalProperty']
  return `${instancePath}${typeof extra === 'string' ? `/${extra}` : ''}`.slice(0, 200)
}

/** A fault of a shape with a JSON pointer and what to do in both languages; never the value. */
export const faultOf = (found: Found): Fault => ({ at: pathOf(found), rule: found.keyword, ...messageOf(found) })
