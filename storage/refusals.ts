import { ForeignKeyConstraintViolationException, UniqueConstraintViolationException } from '@mikro-orm/core'
import { DomainError, type ErrorCode } from '../schemas/errors.ts'

/** Turns what a constraint refused into the refusal that a person can act on. @throws DomainError `taken` or `unknown` */
export const refusing = async <T>(write: Promise<T>, codes: { taken: ErrorCode; unknown?: ErrorCode }): Promise<T> => {
  try {
    return await write
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw new DomainError(codes.taken)
    if (codes.unknown !== undefined && error instanceof ForeignKeyConstraintViolationException) throw new DomainError(codes.unknown)
    throw error
  }
}
