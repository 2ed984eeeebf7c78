/** Which numbers of a class its constructor takes, and how each is written where it stands. */
import { featuresOf } from '../../spec/shape.js'
import { type Code, type Hole, holes, number } from './code.js'
import { type Argument, type Instance, inputSymbol } from './instance.js'
import { attribute, variable } from './names.js'

/** Fields that set how something is done and not how large it is: arguments only where places differ. */
const settings = new Set(
  'kernel stride dilation groups padding dropout rate axes factor window size buckets by value count'.split(
    ' ',
  ),
)

/** The value of a name in one place. */
function numberIn({ node }: Instance, symbol: string): number | undefined {
  const input = node.body?.inputs.find(({ name }) => inputSymbol(name) === symbol)
  if (input) return featuresOf(input.type.shape)
  const value = node.body?.params[symbol]
  return typeof value === 'number' ? value : undefined
}

/** Which arguments the constructor has, and how each hole is written. */
export function classArguments(instances: readonly Instance[]): {
  args: readonly Argument[]
  /** Lines that keep what the forward pass needs. */
  kept: readonly string[]
  write: (hole: Hole, n: number) => string
} {
  const all = instances.map(({ lines }) => holes([...lines.init, ...lines.forward]))
  const inConstructor = holes(instances[0]?.lines.init ?? []).length
  const stored = new Set<string>()
  const lines = instances[0]?.lines.init ?? []
  const args = new Map<string, Argument>()
  const texts = (all[0] ?? []).map((hole, n): string => {
    const same = all.map((places) => places[n] ?? hole)
    const values = same.map(({ value }) => value)
    const isConstant = values.every((value) => value === values[0])
    const { symbol } = hole
    const isNamed =
      symbol !== undefined &&
      same.every((other, i) => {
        const instance = instances[i]
        return other.symbol === symbol && instance !== undefined && numberIn(instance, symbol) === other.value
      })
    if (isConstant && (!isNamed || settings.has(symbol)))
      return hole.option?.unless === hole.value ? '' : `${hole.option?.text ?? ''}${number(hole.value)}`
    const name = isNamed ? symbol : extraName(hole.hint, values, args, instances)
    args.set(name, { name, values })
    // The forward pass sees only what the constructor kept.
    if (n >= inConstructor) stored.add(name)
    const written = n < inConstructor ? variable(name) : `self.${keptAs(name, lines)}`
    return `${hole.option?.text ?? ''}${written}`
  })
  const kept = [...stored].map((name) => `self.${keptAs(name, lines)} = ${variable(name)}`)
  return { args: [...args.values()].sort(byPlace(instances)), kept, write: (_, n) => texts[n] ?? '' }
}

/** An attribute beside the modules, which have the names of nodes. */
export function keptAs(name: string, init: readonly Code[]): string {
  const isTaken = init.some(
    ([start]) => typeof start === 'string' && new RegExp(`^self\\.${name}\\b`).test(start),
  )
  return isTaken || attribute(name) !== name ? `${name}_value` : name
}

/** A name for numbers that differ and come from no field; one that is there with the same numbers serves again. */
function extraName(
  hint: string,
  values: readonly number[],
  args: ReadonlyMap<string, Argument>,
  [first]: readonly Instance[],
): string {
  const taken = (name: string) =>
    args.has(name) || (first !== undefined && numberIn(first, name) !== undefined)
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? hint : `${hint}_${n}`
    const known = args.get(name)
    if (known && known.values.join() === values.join()) return name
    if (!taken(name)) return name
  }
}

/** Sizes of inputs first, then the block's parameters in their order, then what else differs. */
function byPlace([first]: readonly Instance[]): (a: Argument, b: Argument) => number {
  const order = [
    ...(first?.node.body?.inputs.map(({ name }) => inputSymbol(name)) ?? []),
    ...Object.keys(first?.node.body?.params ?? {}),
  ]
  const rank = ({ name }: Argument) => (order.includes(name) ? order.indexOf(name) : order.length)
  return (a, b) => rank(a) - rank(b)
}
