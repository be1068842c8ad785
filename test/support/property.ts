/**
 * fast-check as every test here uses it. `SEED` makes a run repeatable: `npm test` gives one, so that the same tree answers the same twice;
 * a file run alone, and `npm run soak`, draw a new one. `SOAK` multiplies the number of runs of each property.
 */
import * as fastCheck from 'fast-check'

export type { Arbitrary } from 'fast-check'

const seed = Number(process.env['SEED'])
const times = Number(process.env['SOAK'] ?? 1)
if (Number.isInteger(seed)) fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed })

type Asked = Parameters<typeof fastCheck.assert>
const more = <T extends { numRuns?: number | undefined }>(parameters: T | undefined): T => ({ ...parameters, numRuns: (parameters?.numRuns ?? 100) * times }) as T

const assert: typeof fastCheck.assert = new Proxy(fastCheck.assert, {
  apply: (run, self, [property, parameters]: Asked) => Reflect.apply(run, self, [property, more(parameters)]) as unknown,
})

export default { ...fastCheck.default, assert }
