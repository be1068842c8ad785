import { v7 } from 'uuid'

/** A new identifier, ordered by the time of its making (UUID version 7, RFC 9562): made by the application, so that it is known before the insert. */
export const newId = (): string => v7()
