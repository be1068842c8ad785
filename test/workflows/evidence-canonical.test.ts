import t from 'tap'
import fc from '../support/property.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'

/** The double with these IEEE 754 bits, as RFC 8785 appendix B lists them. */
const double = (bits: string): number => {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${bits}`))
  return view.getFloat64(0)
}

t.test('the example of RFC 8785 section 3.2.2 has its published form', async (t) => {
  const value: unknown = JSON.parse(String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false] }`)
  t.equal(canonicalJson(value), String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],`
    + String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`)
})

t.test('members are sorted by UTF-16 code units as in RFC 8785 section 3.2.3', async (t) => {
  const value: unknown = JSON.parse(String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
    "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`)
  const sorted: unknown = JSON.parse(canonicalJson(value).replace(/"1"/, '"one"'))
  t.same(Object.values(sorted as Record<string, string>), ['Carriage Return', 'One', 'Control',
    'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh'])
})

t.test('numbers are written as RFC 8785 appendix B lists them', async (t) => {
  const listed: readonly (readonly [string, string])[] = [
    ['0000000000000000', '0'], ['8000000000000000', '0'], ['0000000000000001', '5e-324'], ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'], ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'], ['c340000000000000', '-9007199254740992'], ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'], ['44b52d02c7e14af6', '1e+23'], ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'], ['444b1ae4d6e2ef4f', '999999999999999900000'], ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'], ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'], ['41b3de4355555554', '333333333.33333325'], ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'], ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'], ['43143ff3c1cb0959', '1424953923781206.2'],
  ]
  for (const [bits, text] of listed) t.equal(canonicalJson(double(bits)), text, bits)
})

t.test('what has no JSON form is refused and the place is named', async (t) => {
  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ['NaN', { a: [1, NaN] }, /NaN at \/a\/1/], ['infinity', Infinity, /Infinity/], ['lone surrogate', ['\ud800'], /lone surrogate at \/0/],
    ['lone surrogate in a name', { '\udead': 1 }, /lone surrogate/], ['undefined', undefined, /undefined/],
    ['undefined member', { a: undefined }, /undefined at \/a/], ['hole', Array<number>(1), /undefined at \/0/],
    ['bigint', 1n, /bigint/], ['function', () => 1, /function/], ['class', { at: new Map() }, /not a plain object at \/at/],
  ]
  for (const [name, value, message] of refused) t.throws(() => canonicalJson(value), { name: 'TypeError', message }, name)
})

t.test('the form is the same for any order of members, and reads back as the same value', async () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const turned: unknown = JSON.parse(JSON.stringify(value), (_, part: unknown) =>
      part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).reverse()) : part)
    const text = canonicalJson(turned)
    return text === canonicalJson(JSON.parse(JSON.stringify(value))) && canonicalJson(JSON.parse(text)) === text
  }))
})
