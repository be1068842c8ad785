import { v7 } from 'uuid'

/** A new identifier, ordered by the time of its making (UUID version 7, RFC 9562): made by the application, so that it is known before the insert. */
export const newId = (): string => v7()

/** An identifier as it would have been made at that instant: for histories, so that they are in order too. */
export const idOfInstant = (atMs: number): string => v7({ msecs: atMs })
