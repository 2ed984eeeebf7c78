/** Layers without weights that are one expression: activations, arithmetic, parts and orders of axes. */
import { type Code, code, joined, number } from '../code.js'
import type { Call, Emit } from '../emit.js'
import { topShares } from '../python/arrangements.js'
import { hideFuture } from '../python/attention.js'
import { maskedMean, maskedReductions } from '../python/masked.js'

const always = () => true

/** Element-wise functions: any layout; a module in a chain, a call elsewhere. */
const activation = (module: string, call: string, more = ''): Emit => ({
  wants: () => 'any',
  module: () => code`nn.${module}`,
  isFunction: always,
  call: ({ args: [x = []] }) => code`${call}(${x}${more})`,
  inChain: always,
  size: 'same',
})
const f = 'nn.functional'
const overFeatures = (module: string, call: string): Emit => ({
  module: () => code`nn.${module}(dim=-1)`,
  isFunction: always,
  call: ({ args: [x = []] }) => code`${x}.${call}(dim=-1)`,
  inChain: always,
  size: 'same',
})

/** Nothing where it is PyTorch's default. */
const slope = ({ slope = 0.01 }: Call['fields']): string => (slope === 0.01 ? '' : number(Number(slope)))

const activations: Readonly<Record<string, Emit>> = {
  relu: activation('ReLU()', `${f}.relu`),
  relu6: activation('ReLU6()', `${f}.relu6`),
  gelu: activation('GELU()', `${f}.gelu`),
  gelu_tanh: activation('GELU("tanh")', `${f}.gelu`, ', approximate="tanh"'),
  silu: activation('SiLU()', `${f}.silu`),
  hard_swish: activation('Hardswish()', `${f}.hardswish`),
  hard_sigmoid: activation('Hardsigmoid()', `${f}.hardsigmoid`),
  tanh: activation('Tanh()', 'torch.tanh'),
  sigmoid: activation('Sigmoid()', 'torch.sigmoid'),
  elu: activation('ELU()', `${f}.elu`),
  leaky_relu: {
    ...activation('LeakyReLU()', `${f}.leaky_relu`),
    module: ({ fields }) => code`nn.LeakyReLU(${slope(fields)})`,
    call: ({ fields, args: [x = []] }) =>
      slope(fields) !== '' ? code`${f}.leaky_relu(${x}, ${slope(fields)})` : code`${f}.leaky_relu(${x})`,
  },
  softplus: activation('Softplus()', `${f}.softplus`),
  exp: { wants: () => 'any', call: ({ args: [x = []] }) => code`${x}.exp()`, size: 'same' },
  softmax: overFeatures('Softmax', 'softmax'),
  log_softmax: overFeatures('LogSoftmax', 'log_softmax'),
  glu: {
    isFunction: always,
    module: () => code`nn.GLU()`,
    call: ({ args: [x = []] }) => code`${f}.glu(${x})`,
    inChain: always,
  },
}

const dropout: Emit = {
  wants: () => 'any',
  module: (use) => code`nn.Dropout(${use.field('rate')})`,
  inChain: always,
  size: 'same',
}

/** The operands with as many axes as the largest, so that they meet from the right behind the batch. */
function broadcast({ inputs, args, layouts }: Call): Code[] {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length))
  const [layout = 0] = layouts
  return args.map((arg, i) => {
    const missing = rank - (inputs[i]?.shape.length ?? rank)
    if (missing === 0) return arg
    // A vector meets a map whose features are in front; else the new axes come behind the batch.
    const isVector = layout > 0 && layouts[i] === 0 && inputs[i]?.shape.length === 1
    const between = missing - layout
    const ones = (n: number) => Array.from({ length: n }, () => ', None').join('')
    return isVector ? code`${arg}[:${ones(between)}, :${ones(layout)}]` : code`${arg}[:${ones(missing)}]`
  })
}

const arithmetic = (sign: string): Emit => ({
  wants: ({ inputs }) => (canStay(inputs.map(({ shape }) => shape.length)) ? 'any' : 0),
  call: (call) => joined(broadcast(call), ` ${sign} `),
  size: 'same',
})
/** Maps of one rank, and vectors for all their positions, may stay in any layout. */
const canStay = ([first = 0, ...rest]: readonly number[]) =>
  rest.every((rank) => rank === first || rank === 1)

const pairwise = (name: string): Emit => ({
  call: (call) => code`torch.${name}(${joined(broadcast(call), ', ')})`,
  size: 'same',
})

const axisOf = ({ fields, layouts: [layout = 0] }: Call): string =>
  String(fields.axis === -1 || fields.axis === undefined ? -1 - layout : fields.axis)

const concat: Emit = {
  wants: ({ fields }) => (fields.axis === -1 ? 'any' : 0),
  call: (call) => code`torch.cat([${joined(call.args, ', ')}], dim=${axisOf(call)})`,
}
const stack: Emit = { call: ({ args }) => code`torch.stack([${joined(args, ', ')}], dim=-2)` }

const slice: Emit = {
  call({ fields, x, args: [value = []] }) {
    const axis = Number(fields.axis)
    const size = x.shape.at(axis) ?? 0
    const at = (n: number) => Math.min(size, Math.max(0, n < 0 ? size + n : n))
    const start = at(Number(fields.start))
    const stop = at(fields.stop === undefined ? size : Number(fields.stop))
    return code`${value}.narrow(${String(axis)}, ${String(start)}, ${String(stop - start)})`
  },
}
const select: Emit = {
  call: ({ fields, args: [x = []] }) => code`${x}.select(${String(fields.axis)}, ${String(fields.index)})`,
}
const split: Emit = {
  call: ({ fields, args: [x = []] }) =>
    code`${x}.split([${Array.isArray(fields.sizes) ? fields.sizes.map(Number).join(', ') : ''}], dim=${String(fields.axis)})`,
  access: (_, output) => `[${output}]`,
}

const reshape: Emit = {
  call({ node, x, args: [value = []] }) {
    const shape = node.outputs[0]?.type.shape ?? []
    return x.shape.length === 0
      ? code`${value}.reshape(-1${shape.map((n) => `, ${n}`).join('')})`
      : code`${value}.reshape(${value}.shape[0]${shape.map((n) => `, ${n}`).join('')})`
  },
}
const flatten: Emit = {
  call: ({ fields, x, args: [value = []] }) =>
    x.shape.length === 0
      ? code`${value}.unsqueeze(-1)`
      : code`${value}.flatten(${String(typeof fields.axes === 'number' ? -fields.axes : 1)})`,
}
const transpose: Emit = {
  call({ fields, x, args: [value = []] }) {
    const order = Array.isArray(fields.order) ? fields.order.map(Number) : [-1, -2]
    if (order.join() === '-1,-2') return code`${value}.transpose(-1, -2)`
    const kept = Array.from({ length: x.shape.length + 1 - order.length }, (_, i) => i)
    return code`${value}.permute(${[...kept, ...order].join(', ')})`
  },
}
const onAxis = (method: string): Emit => ({
  call: ({ fields, args: [x = []] }) => code`${x}.${method}(${String(fields.axis)})`,
})
const expand: Emit = {
  call({ fields, x, args: [value = []], field }) {
    const sizes = Array.from(
      { length: x.shape.length + 1 },
      (_, i): Code => (i === x.shape.length + 1 + Number(fields.axis) ? code`${field('size')}` : code`-1`),
    )
    return code`${value}.expand(${joined(sizes, ', ')})`
  },
}
const reduce: Emit = {
  call({ fields, args: [x = []], portArgs: { mask } }) {
    const by = { mean: 'mean', sum: 'sum', max: 'amax', min: 'amin' }[String(fields.by)] ?? 'mean'
    return mask ? code`masked_${by}(${x}, ${mask})` : code`${x}.${by}(dim=${String(fields.axis)})`
  },
  parts: ({ fields, ports }) => (ports.mask ? [maskedReductions[String(fields.by)] ?? maskedMean] : []),
}

const scale: Emit = {
  wants: () => 'any',
  call: ({ fields, args: [x = []] }) => code`${x} * ${number(Number(fields.by))}`,
  size: 'same',
}
const matmul: Emit = {
  call(call) {
    const [a = [], b = []] = broadcast(call)
    return call.fields.transpose === true ? code`${a} @ ${b}.transpose(-1, -2)` : code`${a} @ ${b}`
  },
}

export const functions: Readonly<Record<string, Emit>> = {
  ...activations,
  dropout,
  add: arithmetic('+'),
  subtract: arithmetic('-'),
  multiply: arithmetic('*'),
  divide: arithmetic('/'),
  maximum: pairwise('maximum'),
  minimum: pairwise('minimum'),
  concat,
  stack,
  slice,
  select,
  split,
  reshape,
  flatten,
  transpose,
  squeeze: onAxis('squeeze'),
  unsqueeze: onAxis('unsqueeze'),
  expand,
  reduce,
  scale,
  l2_normalize: { call: ({ args: [x = []] }) => code`${f}.normalize(${x}, dim=-1)`, size: 'same' },
  matmul,
  dot: { call: ({ args: [a = [], b = []] }) => code`(${a} * ${b}).sum(dim=-1)` },
  pairwise_dots: {
    call: ({ args: [x = []], x: type }) => {
      const n = String(type.shape.at(-2) ?? 0)
      return code`(${x} @ ${x}.transpose(-1, -2))[(..., *torch.tril_indices(${n}, ${n}, -1))]`
    },
  },
  split_heads: {
    call: ({ args: [x = []], field }) => code`${x}.unflatten(-1, (${field('heads')}, -1)).transpose(-3, -2)`,
  },
  merge_heads: { call: ({ args: [x = []] }) => code`${x}.transpose(-3, -2).flatten(-2)` },
  sample_gaussian: {
    call: ({ args: [mean = [], variance = []] }) =>
      code`${mean} + (0.5 * ${variance}).exp() * torch.randn_like(${mean})`,
    size: 'same',
  },
  mask_scores: {
    call({ fields, args: [x = []], portArgs: { mask }, ports, x: type }) {
      const missing = type.shape.length - (ports.mask?.shape.length ?? 0)
      const hidden = mask && code`~${mask}[:${Array.from({ length: missing }, () => ', None').join('')}]`
      const masked = hidden ? code`${x}.masked_fill(${hidden}, float("-inf"))` : x
      return fields.causal === true ? code`hide_future(${masked})` : masked
    },
    parts: ({ fields }) => (fields.causal === true ? [hideFuture] : []),
    size: 'same',
  },
  top_k: {
    call: ({ fields, args: [x = []], field }) =>
      code`top_shares(${x}, ${field('count')}${fields.normalized === false ? ', normalized=False' : ''})`,
    parts: () => [topShares],
  },
}
