/** Recipes for blocks of the library that read a second tensor, windows of a map, or a shape of their own. */
import { divisors } from './draw.js'
import { multipleOf, type Recipe, rank, type Site, withAxis } from './recipe.js'

const small = ({ draw }: Site) => draw.int(1, 8)
const rate = ({ draw }: Site) => draw.of([0, 0.1])
const heads = ({ draw, features }: Site) => draw.of(divisors(features, 4))
/** Everything but the steps: one vector instead of one at each step. */
const last = (site: Site, length: number) => site.other([length])

const plain = (
  kind: string,
  wants: Recipe['wants'],
  fields: (site: Site) => Readonly<Record<string, unknown>>,
): Recipe => ({ kind, wants, isPlain: true, write: (site) => ({ kind, ...fields(site) }) })

const evenMap: Recipe['wants'] = (shape, draw) => {
  const full = rank(3)(shape, draw)
  return [...full.slice(0, -3), ...full.slice(-3, -1).map(multipleOf(4)), full.at(-1) ?? 1]
}

export const libraryBlocks: readonly Recipe[] = [
  plain('swin_block', rank(3), (site) => ({
    heads: heads(site),
    window: site.draw.int(2, 4),
    shift: site.draw.int(0, 1),
    ...(site.draw.flag() && { hidden: small(site) }),
  })),
  plain('patch_merging', evenMap, () => ({})),
  plain('dense_block', rank(3), (site) => ({ growth: small(site), bottleneck: site.draw.int(1, 4) })),
  plain('unet', evenMap, (site) => ({ widths: [small(site), small(site), small(site)] })),
  {
    kind: 'gated_residual',
    wants: rank(1),
    write: (site) => ({
      kind: 'gated_residual',
      ...(site.draw.flag() && { hidden: small(site) }),
      ...(site.draw.flag() && { units: small(site) }),
      dropout: rate(site),
      ...(site.draw.flag() && { with: { context: last(site, small(site)) } }),
    }),
  },
  {
    kind: 'gate_add_norm',
    wants: rank(1),
    write: (site) => ({ kind: 'gate_add_norm', dropout: rate(site), with: { skip: site.other(site.shape) } }),
  },
  {
    kind: 'variable_selection',
    wants: rank(2),
    write: (site) => ({
      kind: 'variable_selection',
      ...(site.draw.flag() && { hidden: small(site) }),
      dropout: rate(site),
      ...(site.draw.flag() && { with: { context: last(site, small(site)) } }),
    }),
  },
  plain('interpretable_attention', rank(2), (site) => ({ heads: heads(site), causal: site.draw.flag() })),
  {
    kind: 'nbeats_block',
    wants: rank(1),
    write: (site) => {
      const basis = site.draw.of(['generic', 'trend', 'seasonal'])
      return {
        kind: 'nbeats_block',
        width: small(site),
        layers: site.draw.int(1, 3),
        basis,
        ...(basis !== 'generic' && { terms: 2 * site.draw.int(1, 3) }),
        with: site.other([...site.shape.slice(0, -1), small(site)]),
      }
    },
  },
  plain('inverted_embedding', rank(2), (site) => ({ dim: small(site) })),
  plain(
    'series_patch_encoder',
    withAxis(2, -2, (size) => Math.max(4, size)),
    (site) => ({
      dim: 4,
      patch: site.draw.int(1, 4),
      stride: site.draw.int(1, 2),
      layers: site.draw.int(1, 2),
      heads: site.draw.of([1, 2, 4]),
      hidden: small(site),
    }),
  ),
  {
    kind: 'additive_attention',
    wants: rank(2),
    write: (site) => ({
      kind: 'additive_attention',
      units: small(site),
      with: { memory: site.other([...site.shape.slice(0, -2), site.draw.int(1, 5), small(site)]) },
    }),
  },
  {
    kind: 'memory_hop',
    wants: rank(1),
    write: (site) => {
      const memory = [...site.shape.slice(0, -1), site.draw.int(1, 5), site.features]
      return {
        kind: 'memory_hop',
        with: { memory: site.other(memory), ...(site.draw.flag() && { values: site.other(memory) }) },
      }
    },
  },
  {
    kind: 'cross_layer',
    wants: rank(1),
    write: (site) => ({
      kind: 'cross_layer',
      ...(site.draw.flag() && { rank: small(site) }),
      ...(site.draw.flag() && { with: { base: site.other(site.shape) } }),
    }),
  },
  plain('factorization_machine', rank(2), () => ({})),
  {
    kind: 'task_gate',
    wants: rank(1),
    write: (site) => ({
      kind: 'task_gate',
      with: { experts: site.other([...site.shape.slice(0, -1), site.draw.int(1, 4), small(site)]) },
    }),
  },
  {
    kind: 'graph_conv',
    wants: rank(2),
    write: (site) => {
      const nodes = site.shape.at(-2) ?? 1
      return {
        kind: 'graph_conv',
        units: small(site),
        bias: site.draw.flag(),
        with: { adjacency: site.other([nodes, nodes]) },
      }
    },
  },
  plain('dueling_head', rank(1), (site) => ({ actions: small(site) })),
  {
    kind: 'gaussian_policy',
    wants: rank(1),
    write: (site) => ({
      kind: 'gaussian_policy',
      actions: small(site),
      deviation: site.draw.of(['state', 'learned']),
    }),
  },
  plain('state_space_block', rank(2), (site) => ({
    state: site.draw.int(1, 4),
    expand: site.draw.int(1, 3),
    kernel: site.draw.int(1, 4),
    ...(site.draw.flag() && { rank: site.draw.int(1, 3) }),
  })),
  plain('mixer_block', rank(2), (site) => ({ token_hidden: small(site), channel_hidden: small(site) })),
]
