/** Linear maps, tables, norms and attention: features last. */
import { type Code, code, joined } from '../code.js'
import type { Call, Emit, Use } from '../emit.js'
import {
  attention,
  distanceBias,
  positionEmbedding,
  relativeBias,
  rotate,
  sinePositions,
} from '../python/attention.js'
import { basisExpansion } from '../python/basis-expansion.js'
import { layerScale } from '../python/maps.js'
import { windowAttention } from '../python/window-attention.js'

const biasOff = ({ fields }: Use) => (fields.bias === false ? ', bias=False' : '')
const always = () => true
const rankOf = ({ x }: Use) => x.shape.length

const linear: Emit = {
  module: (use) => code`nn.Linear(${use.features}, ${use.field('units')}${biasOff(use)})`,
  inChain: always,
  size: 'units',
}

const embedding: Emit = {
  module(use) {
    const { rows } = use.fields
    const table = (n: number) => code`nn.Embedding(${use.computed(n, 'rows')}, ${use.field('dim')})`
    if (Array.isArray(rows))
      return code`nn.ModuleList([${joined(
        rows.map((n) => table(Number(n))),
        ', ',
      )}])`
    return typeof rows === 'number'
      ? code`nn.Embedding(${use.field('rows')}, ${use.field('dim')})`
      : table(use.x.count ?? 0)
  },
  call: ({ fields, module, args: [x = []] }) =>
    Array.isArray(fields.rows)
      ? code`torch.stack([table(column) for table, column in zip(${module}, ${x}.unbind(-1))], dim=-2)`
      : code`${module}(${x})`,
  inChain: ({ fields }) => !Array.isArray(fields.rows),
  size: 'dim',
}

const position: Emit = {
  module(use) {
    const rows =
      typeof use.fields.rows === 'number' ? use.field('rows') : use.computed(use.x.shape.at(-2) ?? 1, 'steps')
    return code`PositionEmbedding(${rows}, ${use.features})`
  },
  call: ({ fields, module, args: [x = []] }) =>
    fields.learned === false ? code`${x} + sine_positions(${x})` : code`${module}(${x})`,
  isFunction: ({ fields }) => fields.learned === false,
  parts: ({ fields }) => [fields.learned === false ? sinePositions : positionEmbedding],
  size: 'same',
}

/** A number with a point, so that it makes a tensor of floats. */
const decimal = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value))

/** A tensor without input: for every sample the same. */
const forBatch = ({ like, node }: Call, value: Code): Code =>
  code`${value}.expand(${like}.shape[0]${(node.outputs[0]?.type.shape ?? []).map(() => ', -1').join('')})`

const parameter: Emit = {
  module(use) {
    const sizes = (use.node.outputs[0]?.type.shape ?? []).map((n) => code`${use.computed(n, 'size')}`)
    return code`nn.Parameter(torch.randn(${joined(sizes, ', ')}) * 0.02)`
  },
  call: (call) => forBatch(call, code`${call.module}`),
}
const constant: Emit = {
  call(call) {
    const shape = call.node.outputs[0]?.type.shape ?? []
    const sizes = [code`${call.like}.shape[0]`, ...shape.map((n) => code`${String(n)}`)]
    return code`torch.full((${joined(sizes, ', ')},), ${decimal(Number(call.fields.value))}, device=${call.like}.device)`
  },
}

const layerNorm: Emit = {
  module: (use) => code`nn.LayerNorm(${use.features}${biasOff(use)})`,
  inChain: always,
  size: 'same',
}
const rmsNorm: Emit = {
  module: (use) => code`nn.RMSNorm(${use.features})`,
  inChain: always,
  size: 'same',
}

const batchNorm: Emit = {
  wants: (use) => Math.max(0, rankOf(use) - 1),
  module: (use) => code`nn.BatchNorm${String(Math.min(3, Math.max(1, rankOf(use) - 1)))}d(${use.features})`,
  // More axes than PyTorch's norms know: positions are positions.
  call: (call) =>
    rankOf(call) > 4
      ? code`${call.module}(${call.args[0] ?? []}.flatten(4)).unflatten(4, ${call.args[0] ?? []}.shape[4:])`
      : code`${call.module}(${call.args[0] ?? []})`,
  inChain: (use) => rankOf(use) <= 4,
  size: 'same',
}

const groupNorm: Emit = {
  wants: (use) => Math.max(0, rankOf(use) - 1),
  module: (use) => code`nn.GroupNorm(${use.field('groups')}, ${use.features})`,
  inChain: always,
  size: 'same',
}

const prelu: Emit = {
  // The slopes are of the axis behind the batch.
  wants: (use) => Math.max(0, rankOf(use) - 1),
  module: (use) => (use.fields.shared_slope === true ? code`nn.PReLU()` : code`nn.PReLU(${use.features})`),
  inChain: always,
  size: 'same',
}

const scaleEmit: Emit = {
  module: (use) => code`LayerScale(${use.features})`,
  parts: () => [layerScale],
  inChain: always,
  size: 'same',
}

const attentionEmit: Emit = {
  module(use) {
    const { bias, causal, rotary, scale, qk_norm, head_dim, kv_heads, units } = use.fields
    const heads = Number(use.fields.heads)
    const width = typeof head_dim === 'number' ? head_dim : (use.features.value / heads) | 0
    const dim =
      typeof head_dim === 'number'
        ? use.field('head_dim')
        : use.features.symbol === undefined
          ? use.computed(width, 'head_dim')
          : code`${use.features} // ${use.field('heads')}`
    const named = Array.isArray(bias) ? bias.map((name) => `"${name}"`) : []
    const turned = rotary === true ? width : typeof rotary === 'number' ? Math.floor(width * rotary) : 0
    const memory = use.ports.memory
    return code`Attention(${joined(
      [
        code`${use.features}`,
        code`${use.field('heads')}`,
        code`${dim}`,
        ...(kv_heads === undefined ? [] : [code`kv_heads=${use.field('kv_heads')}`]),
        ...(units === undefined ? [] : [code`units=${use.field('units')}`]),
        ...(memory ? [code`memory_features=${use.featuresOf('memory')}`] : []),
        ...(bias === true ? [] : [code`bias=(${named.join(', ')}${named.length === 1 ? ',' : ''})`]),
        ...(causal ? [code`causal=True`] : []),
        ...(turned > 0 ? [code`rotary=${use.computed(turned - (turned % 2), 'rotary')}`] : []),
        ...(scale === false ? [code`scale=1.0`] : []),
        ...(qk_norm ? [code`qk_norm=True`] : []),
      ],
      ', ',
    )}${use.option('dropout', 0)})`
  },
  call: ({ module, args: [x = []], portArgs: { memory, bias, mask } }) =>
    code`${module}(${joined(
      [
        x,
        ...(memory ? [memory] : []),
        ...(bias ? [code`bias=${bias}`] : []),
        ...(mask ? [code`mask=${mask}`] : []),
      ],
      ', ',
    )})`,
  parts: () => [attention],
  inChain: always,
  size: 'units',
}

const relativeBiasEmit: Emit = {
  module: (use) =>
    code`RelativeBias(${use.field('heads')}${use.option('buckets', 32)}${use.fields.causal ? ', causal=True' : ''})`,
  call({ fields, field, module, args: [x = []], portArgs: { memory } }) {
    const read = joined([x, ...(memory ? [memory] : [])], ', ')
    return fields.learned === false
      ? code`distance_bias(${field('heads')}, ${read})`
      : code`${module}(${read})`
  },
  isFunction: ({ fields }) => fields.learned === false,
  parts: ({ fields }) => [fields.learned === false ? distanceBias : relativeBias],
}

const rotaryEmit: Emit = {
  call: ({ args: [x = []] }) => code`rotate(${x}, ${x}.shape[-1])`,
  parts: () => [rotate],
  size: 'same',
}

const basis: Emit = {
  module: (use) =>
    code`BasisExpansion(${use.features}, ${use.field('units')}${use.fields.basis === 'seasonal' ? ', seasonal=True' : ''})`,
  parts: () => [basisExpansion],
  inChain: always,
  size: 'units',
}

const windowed: Emit = {
  module: (use) =>
    code`WindowAttention(${use.features}, ${use.field('heads')}, ${use.field('window')}${use.option('shift', 0)}${biasOff(use)})`,
  parts: () => [windowAttention],
  inChain: always,
  size: 'same',
}

export const dense: Readonly<Record<string, Emit>> = {
  linear,
  embedding,
  position_embedding: position,
  parameter,
  constant,
  layer_norm: layerNorm,
  rms_norm: rmsNorm,
  batch_norm: batchNorm,
  group_norm: groupNorm,
  layer_scale: scaleEmit,
  prelu,
  attention: attentionEmit,
  window_attention: windowed,
  relative_bias: relativeBiasEmit,
  rotary: rotaryEmit,
  basis_expansion: basis,
}
