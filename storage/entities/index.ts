import * as administration from './administration.ts'
import * as idempotency from './idempotency.ts'
import * as registers from './registers.ts'
import * as routes from './routes.ts'

/** Every entity of the service. */
export const entities = [...Object.values(registers), ...Object.values(idempotency), ...Object.values(routes), ...Object.values(administration)]
