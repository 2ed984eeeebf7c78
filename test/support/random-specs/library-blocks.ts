/** Recipes for the blocks of model families: windows, series, memories, tables, graphs and actions. */
import { divisors } from './draw.js'
import { multipleOf, type Node, type Recipe, rank, type Shape, type Site } from './recipe.js'

const small = ({ draw }: Site) => draw.int(1, 12)
const rate = ({ draw }: Site) => draw.of([0, 0.1])

const plain = (kind: string, least: number, fields: (site: Site) => Node): Recipe => ({
  kind,
  wants: rank(least),
  isPlain: true,
  write: (site) => ({ kind, ...fields(site) }),
})

/** With one named input that must be connected. */
const reading = (
  kind: string,
  least: number,
  port: string,
  shape: (site: Site) => Shape,
  fields: (site: Site) => Node = () => ({}),
): Recipe => ({
  kind,
  wants: rank(least),
  write: (site) => ({ kind, ...fields(site), with: { [port]: site.other(shape(site)) } }),
})

/** What all of an input, or each of its positions, is told beside it. */
function context(site: Site): Node {
  if (!site.draw.flag()) return {}
  const lead = site.draw.flag() ? site.shape.slice(0, -1) : []
  return { with: { context: site.other([...lead, small(site)]) } }
}

/** Height and width that 2 divides so many times. */
const halved =
  (times: number): NonNullable<Recipe['wants']> =>
  (shape, draw) => {
    const [height = 4, width = 4, features = 1] = rank(3)(shape, draw).slice(-3)
    const even = multipleOf(2 ** times)
    return [...shape.slice(0, -3), even(Math.min(height, 8)), even(Math.min(width, 8)), features]
  }

export const libraryBlocks: readonly Recipe[] = [
  plain('swin_block', 3, (site) => {
    const window = site.draw.int(1, 4)
    return {
      heads: site.draw.of(divisors(site.features, 4)),
      window,
      shift: site.draw.int(0, window - 1),
      ...(site.draw.flag() && { hidden: small(site) }),
    }
  }),
  { ...plain('patch_merging', 3, () => ({})), wants: halved(1) },
  plain('dense_block', 3, (site) => ({
    growth: site.draw.int(1, 6),
    ...(site.draw.flag() && { bottleneck: site.draw.int(1, 3) }),
  })),
  {
    ...plain('unet', 3, (site) => ({
      widths: Array.from({ length: site.draw.int(2, 3) }, () => site.draw.int(1, 6)),
    })),
    wants: halved(2),
  },
  {
    kind: 'gated_residual',
    wants: rank(1),
    write: (site) => ({
      kind: 'gated_residual',
      ...(site.draw.flag() && { hidden: small(site) }),
      ...(site.draw.flag() && { units: small(site) }),
      dropout: rate(site),
      ...context(site),
    }),
  },
  reading(
    'gate_add_norm',
    1,
    'skip',
    ({ shape }) => shape,
    (site) => ({ dropout: rate(site) }),
  ),
  {
    kind: 'variable_selection',
    wants: rank(2),
    write(site) {
      // One context for all variables: it has no axis for them.
      const lead = site.draw.flag() ? site.shape.slice(0, -2) : []
      const told = site.draw.flag() ? { with: { context: site.other([...lead, small(site)]) } } : {}
      return {
        kind: 'variable_selection',
        ...(site.draw.flag() && { hidden: small(site) }),
        dropout: rate(site),
        ...told,
      }
    },
  },
  plain('interpretable_attention', 2, ({ draw, features }) => ({
    heads: draw.of(divisors(features, 4)),
    causal: !draw.flag(),
  })),
  {
    kind: 'nbeats_block',
    wants: rank(1),
    write(site) {
      const { draw, shape } = site
      const basis = draw.of(['generic', 'trend', 'seasonal'])
      const forecast = [...shape.slice(0, -1), small(site)]
      return {
        kind: 'nbeats_block',
        width: small(site),
        layers: draw.int(1, 3),
        basis,
        ...(basis !== 'generic' && { terms: 2 * draw.int(1, 3) }),
        ...(draw.flag() && { repeat: draw.int(1, 3) }),
        from: [site.current, site.other(forecast)],
      }
    },
  },
  plain('inverted_embedding', 2, (site) => ({ dim: small(site) })),
  plain('series_patch_encoder', 2, (site) => {
    const { draw, shape } = site
    const heads = draw.int(1, 3)
    return {
      dim: heads * draw.int(1, 3),
      patch: draw.int(1, shape.at(-2) ?? 1),
      stride: draw.int(1, 4),
      layers: draw.int(1, 2),
      heads,
      hidden: small(site),
    }
  }),
  {
    kind: 'additive_attention',
    wants: rank(1),
    write(site) {
      const { draw, shape } = site
      // One query, or one at each step.
      const lead = shape.length > 1 && draw.flag() ? shape.slice(0, -2) : shape.slice(0, -1)
      const memory = site.other([...lead, draw.int(1, 6), small(site)])
      return { kind: 'additive_attention', units: small(site), with: { memory } }
    },
  },
  {
    kind: 'memory_hop',
    wants: rank(1),
    write(site) {
      const { draw, shape, features } = site
      const read = [...shape.slice(0, -1), draw.int(1, 6), features]
      const values = draw.flag() ? { values: site.other(read) } : {}
      return { kind: 'memory_hop', with: { memory: site.other(read), ...values } }
    },
  },
  {
    kind: 'cross_layer',
    wants: rank(1),
    write(site) {
      const base = site.draw.flag() ? { with: { base: site.other(site.shape) } } : {}
      return { kind: 'cross_layer', ...(site.draw.flag() && { rank: site.draw.int(1, 4) }), ...base }
    },
  },
  plain('factorization_machine', 2, () => ({})),
  reading('task_gate', 1, 'experts', (site) => [
    ...site.shape.slice(0, -1),
    site.draw.int(1, 5),
    small(site),
  ]),
  reading(
    'graph_conv',
    2,
    'adjacency',
    ({ shape, draw }) => {
      const nodes = shape.at(-2) ?? 1
      return [...(draw.flag() ? shape.slice(0, -2) : []), nodes, nodes]
    },
    (site) => ({ units: small(site), bias: !site.draw.flag() }),
  ),
  plain('dueling_head', 1, (site) => ({
    actions: small(site),
    ...(site.draw.flag() && { hidden: small(site) }),
  })),
  {
    kind: 'gaussian_policy',
    wants: rank(1),
    write: (site) => ({
      kind: 'gaussian_policy',
      actions: small(site),
      deviation: site.draw.of(['state', 'learned']),
    }),
  },
  plain('state_space_block', 2, (site) => ({
    state: site.draw.int(1, 6),
    expand: site.draw.int(1, 2),
    kernel: site.draw.int(1, 4),
    ...(site.draw.flag() && { rank: site.draw.int(1, 4) }),
  })),
  plain('mixer_block', 2, (site) => ({ token_hidden: small(site), channel_hidden: small(site) })),
]
