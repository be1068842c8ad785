import t from 'tap'
import { defineEntity, p } from '@mikro-orm/core'
import { MikroORM } from '@mikro-orm/postgresql'
import { ormOptions } from '../../storage/orm.ts'
import { withDatabase } from '../support/postgres.ts'

const Counter = defineEntity({ name: 'Counter', tableName: 'counter', properties: { id: p.integer().primary(), n: p.integer(), version: p.integer().version() } })
const rounds = 40
const writers = 4

t.test('no acknowledged write is lost when flushes of two versioned rows race', async (t) => {
  const { url } = await withDatabase(t)
  const orm = await MikroORM.init({ ...ormOptions({ url, poolSize: 8 }), entities: [Counter] })
  t.teardown(() => orm.close())
  await orm.em.fork().execute('create table counter (id integer primary key, n integer not null, version integer not null default 1); insert into counter values (1, 0), (2, 0)')
  let acknowledged = 0
  for (let round = 0; round < rounds; round++) {
    const ems = Array.from({ length: writers }, () => orm.em.fork())
    const loaded = await Promise.all(ems.map((em) => em.find(Counter, { id: { $in: [1, 2] } })))
    const outcomes = await Promise.allSettled(ems.map(async (em, k) => {
      for (const counter of loaded[k] ?? []) counter.n += 1
      await em.flush()
    }))
    const won = outcomes.filter(({ status }) => status === 'fulfilled').length
    if (won !== 1) t.fail(`round ${round}: ${won} of ${writers} writers were told that they had won`)
    acknowledged += won
  }
  const counters = await orm.em.fork().find(Counter, {}, { orderBy: { id: 'asc' } })
  t.same(counters.map(({ n }) => n), [acknowledged, acknowledged])
})
