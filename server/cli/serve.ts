/** `quytrinh serve`: what `npm start` runs. It answers when the service takes requests, and goes on until a signal ends it. */
import { explain, serve } from '../main.ts'
import { UsageError, type Command } from './command.ts'

/** @throws UsageError for another word than --empty, and for an environment or a port that cannot be had */
export const run: Command = async (args) => {
  const other = args.find((word) => word !== '--empty')
  if (other !== undefined) throw new UsageError(`serve does not know ${other.slice(0, 64)}`)
  try {
    const address = await serve(process.env, args)
    return { value: { address }, text: `quytrinh: ${address}` }
  } catch (error) {
    const reason = explain(error)
    throw typeof reason === 'string' ? new UsageError(reason) : error
  }
}
