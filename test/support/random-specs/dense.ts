/** Recipes for layers of vectors: linear maps, embeddings, norms, attention and what belongs to it. */
import { activationKinds } from '../../../src/design/spec/layers/activations.js'
import { divisors } from './draw.js'
import { multipleOf, type Recipe, rank, type Site, withAxis } from './recipe.js'

const small = (site: Site) => site.draw.int(1, 24)
const rate = (site: Site) => site.draw.of([0, 0.1, 0.5])
const projections = ['query', 'key', 'value', 'output']

/** Heads that fit: their width from the features, or said. */
function heads(site: Site, even = false): { heads: number; kv_heads?: number; head_dim?: number } {
  const { draw, features } = site
  const isDerived = !even && draw.flag()
  const count = isDerived ? draw.of(divisors(features, 6)) : draw.int(1, 4)
  return {
    heads: count,
    ...(draw.flag() && { kv_heads: draw.of(divisors(count)) }),
    ...(!isDerived && { head_dim: 2 * draw.int(1, 4) }),
  }
}

const attention: Recipe = {
  kind: 'attention',
  wants: rank(2),
  write(site) {
    const { draw, shape } = site
    const rotary = draw.of([false, false, true, 0.5])
    const fields = heads(site, rotary !== false)
    // Half of a head must be an even number of features to turn.
    const head_dim = rotary === 0.5 ? 4 * draw.int(1, 2) : fields.head_dim
    const lead = shape.slice(0, -2)
    const memorySteps = draw.int(1, 8)
    const isCross = draw.int(0, 3) === 3
    const memory = isCross ? site.other([...lead, memorySteps, draw.int(1, 12)]) : undefined
    const steps = shape.at(-2) ?? 1
    const pairs = [steps, isCross ? memorySteps : steps]
    const bias = draw.int(0, 4) === 4 ? site.other([fields.heads, ...pairs]) : undefined
    const masked = draw.of([[pairs[1] ?? 1], pairs, [fields.heads, ...pairs]])
    const mask = draw.int(0, 4) === 4 ? site.mask(masked) : undefined
    return {
      kind: 'attention',
      ...fields,
      ...(head_dim !== undefined && { head_dim }),
      ...(draw.int(0, 2) === 2 && { units: small(site) }),
      bias: draw.of([true, false, projections.filter(() => draw.flag())]),
      causal: draw.flag(),
      rotary,
      scale: !draw.flag(),
      qk_norm: draw.int(0, 3) === 3,
      dropout: rate(site),
      with: { ...(memory && { memory }), ...(bias && { bias }), ...(mask && { mask }) },
    }
  },
}

const plain = (kind: string, least = 1): Recipe => ({
  kind,
  wants: rank(least),
  isPlain: true,
  write: () => ({ kind }),
})

export const dense: readonly Recipe[] = [
  {
    kind: 'linear',
    wants: rank(1),
    isPlain: true,
    write: (site) => ({ kind: 'linear', units: small(site), bias: !site.draw.flag() }),
  },
  {
    kind: 'embedding',
    write(site) {
      const { draw } = site
      const count = draw.int(2, 30)
      const columns = Array.from({ length: draw.int(2, 4) }, () => draw.int(2, 9))
      const lead = draw.of<number[]>([[draw.int(2, 9)], [], [2, 3]])
      const [from, rows] =
        draw.int(0, 3) === 3
          ? [site.ids([...lead, columns.length]), columns]
          : [site.ids(lead, count), draw.flag() ? count + draw.int(0, 3) : undefined]
      // Inside a block there are no whole numbers: a table of learned vectors is the nearest.
      if (from === undefined) return { kind: 'parameter', shape: [draw.int(1, 6)], from: [] }
      return { kind: 'embedding', dim: small(site), ...(rows !== undefined && { rows }), from: [from] }
    },
  },
  {
    kind: 'position_embedding',
    wants: rank(2),
    isPlain: true,
    write: ({ draw, shape }) => ({
      kind: 'position_embedding',
      ...(draw.flag() && { rows: (shape.at(-2) ?? 1) + draw.int(0, 4) }),
      learned: !draw.flag(),
    }),
  },
  attention,
  {
    kind: 'window_attention',
    wants: rank(3),
    isPlain: true,
    write(site) {
      const window = site.draw.int(2, 4)
      return {
        kind: 'window_attention',
        heads: site.draw.of(divisors(site.features, 4)),
        window,
        shift: site.draw.int(0, window - 1),
        bias: !site.draw.flag(),
      }
    },
  },
  {
    kind: 'relative_bias',
    wants: rank(2),
    write(site) {
      const { draw, shape } = site
      const memory = draw.flag() ? site.other([...shape.slice(0, -2), draw.int(1, 8), 3]) : undefined
      return {
        kind: 'relative_bias',
        heads: draw.int(1, 4),
        buckets: draw.of([32, 4, 8]),
        causal: draw.flag(),
        learned: draw.flag(),
        with: { ...(memory && { memory }) },
      }
    },
  },
  {
    kind: 'mask_scores',
    wants: rank(2),
    write(site) {
      const { draw, shape } = site
      const mask = draw.flag() ? site.mask(draw.of([shape.slice(-1), shape.slice(-2)])) : undefined
      return {
        kind: 'mask_scores',
        causal: mask === undefined || draw.flag(),
        with: { ...(mask && { mask }) },
      }
    },
  },
  {
    kind: 'split_heads',
    wants: rank(2),
    isPlain: true,
    write: ({ draw, features }) => ({ kind: 'split_heads', heads: draw.of(divisors(features, 6)) }),
  },
  plain('merge_heads', 3),
  { kind: 'rotary', wants: withAxis(2, -1, multipleOf(2)), isPlain: true, write: () => ({ kind: 'rotary' }) },
  {
    kind: 'layer_norm',
    wants: rank(1),
    isPlain: true,
    write: ({ draw }) => ({ kind: 'layer_norm', bias: !draw.flag() }),
  },
  plain('rms_norm'),
  plain('batch_norm'),
  {
    kind: 'group_norm',
    // Two numbers in a group: PyTorch refuses to normalise one.
    wants: withAxis(1, -1, multipleOf(2)),
    isPlain: true,
    write: ({ draw, features }) => ({ kind: 'group_norm', groups: draw.of(divisors(features / 2)) }),
  },
  ...activationKinds.map(
    (kind): Recipe => ({
      kind,
      // A softmax is over the features; the others take a scalar too.
      ...(kind.endsWith('softmax') && { wants: rank(1) }),
      isPlain: true,
      write: ({ draw }) => ({ kind, ...(kind === 'leaky_relu' && draw.flag() && { slope: 0.2 }) }),
    }),
  ),
  {
    kind: 'glu',
    wants: withAxis(1, -1, multipleOf(2)),
    isPlain: true,
    write: () => ({ kind: 'glu' }),
  },
  {
    kind: 'dropout',
    isPlain: true,
    each: { field: 'rate', values: [0.1, 0, 0.3] },
    write: (site) => ({ kind: 'dropout', rate: rate(site) }),
  },
  plain('layer_scale'),
  {
    kind: 'prelu',
    wants: rank(1),
    isPlain: true,
    write: ({ draw }) => ({ kind: 'prelu', ...(draw.flag() && { shared_slope: true }) }),
  },
  {
    kind: 'scale',
    isPlain: true,
    write: ({ draw }) => ({ kind: 'scale', by: draw.of([0.5, -2, 1, 0, 1e-3, 3.5]) }),
  },
  plain('l2_normalize'),
  {
    kind: 'basis_expansion',
    wants: withAxis(1, -1, multipleOf(2)),
    isPlain: true,
    write: (site) => ({
      kind: 'basis_expansion',
      basis: site.draw.of(['trend', 'seasonal']),
      units: small(site),
    }),
  },
  {
    kind: 'sample_gaussian',
    wants: rank(1),
    write: (site) => ({ kind: 'sample_gaussian', from: [site.current, site.other(site.shape)] }),
  },
  {
    kind: 'top_k',
    wants: rank(1),
    isPlain: true,
    write: ({ draw, features }) => ({
      kind: 'top_k',
      count: draw.int(1, features),
      normalized: !draw.flag(),
    }),
  },
  {
    kind: 'matmul',
    wants: rank(2),
    write(site) {
      const { draw, shape, features } = site
      const transpose = draw.flag()
      const columns = draw.int(1, 12)
      const lead = draw.flag() ? shape.slice(0, -2) : []
      const second = transpose ? [columns, features] : [features, columns]
      return { kind: 'matmul', transpose, from: [site.current, site.other([...lead, ...second])] }
    },
  },
  {
    kind: 'dot',
    wants: rank(1),
    write: (site) => ({ kind: 'dot', from: [site.current, site.other(site.shape)] }),
  },
  { ...plain('pairwise_dots'), wants: withAxis(2, -2, (n) => Math.max(2, n)) },
  {
    kind: 'tie',
    write(site) {
      const table = site.table(site.features)
      if (!table || site.shape.length === 0) return { kind: 'scale', by: 1 }
      return { kind: 'linear', units: table.rows, tie: table.name, bias: site.draw.flag() }
    },
  },
  {
    kind: 'reuse',
    wants: rank(1),
    write(site) {
      // Two towers with one set of weights, where nothing before fits.
      const tower = () => site.before({ kind: 'linear', units: small(site), from: [site.other(site.shape)] })
      return { reuse: site.earlier() ?? tower() }
    },
  },
]
