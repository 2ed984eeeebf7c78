/**
 * Random valid specs for properties: every kind of layer, every block of the library and every modifier, with several
 * inputs and outputs, small. A spec is built from lists of numbers that say what comes next and how (random-specs/), so
 * that fast-check shrinks it to few nodes and small sizes.
 */
import fc from 'fast-check'
import { arranging } from './random-specs/arranging.js'
import { composites, wholeBlocks } from './random-specs/composites.js'
import { dense } from './random-specs/dense.js'
import { type Draw, drawFrom } from './random-specs/draw.js'
import { libraryBlocks } from './random-specs/library-blocks.js'
import { createList, simplified } from './random-specs/list.js'
import { positions } from './random-specs/positions.js'
import type { Node, Recipe } from './random-specs/recipe.js'
import type { Sketch } from './specs.js'

const recipes: readonly Recipe[] = [...dense, ...arranging, ...positions, ...composites, ...libraryBlocks]
const byKind: ReadonlyMap<string, Recipe> = new Map(recipes.map((recipe) => [recipe.kind, recipe]))
/** What may stand inside a block or chain: it reads one tensor and needs no other. */
const inner = [...dense, ...arranging, ...positions, ...wholeBlocks, ...libraryBlocks].filter(
  (recipe) => recipe.isPlain,
)

/** Kinds of layers, of blocks, and ways of arranging (`scan`, `reuse`) that a random spec can be asked to have. */
export const recipeKinds: readonly string[] = recipes.map(({ kind }) => kind)

/** Words that Python, PyTorch or generated code use themselves; all of them are names that a spec may use. */
const hardNames =
  'x y z torch nn math functional super list print len range tuple int float type model forward training weight bias input output train eval half parameters modules state_dict children register_buffer buffers zip map sum max min abs shape size device dtype batch steps features heads mask query key value layers layer block module build_model tensor cat stack init object str id set dict next iter any all enumerate reversed sorted property match case annotations copy partial f'.split(
    ' ',
  )

interface Step {
  readonly recipe: Recipe
  readonly draws: readonly number[]
}
const draws = fc.array(fc.nat(9_999), { maxLength: 40, size: 'max' })
const step: fc.Arbitrary<Step> = fc.record({ recipe: fc.constantFrom(...recipes), draws })

/** A valid spec that has a node of this kind, unless something stands where it cannot be had. */
export function specWith(kind: string): fc.Arbitrary<Sketch> {
  const recipe = byKind.get(kind)
  if (!recipe) throw new Error(`there is no recipe for ${kind}`)
  return fc
    .record({
      start: draws,
      before: fc.array(step, { maxLength: 2 }),
      draws,
      after: fc.array(step, { maxLength: 3 }),
    })
    .map(({ start, before, draws, after }) => written(start, [...before, { recipe, draws }, ...after]))
}

/** Any valid spec of a few nodes. */
export const validSpec: fc.Arbitrary<Sketch> = fc
  .record({ start: draws, steps: fc.array(step, { minLength: 1, maxLength: 6 }) })
  .map(({ start, steps }) => written(start, steps))

function written(start: readonly number[], steps: readonly Step[]): Sketch {
  const draw = drawFrom(start)
  const inputs: Record<string, Node> = {}
  const blocks: Record<string, Node> = {}
  const nextName = namer(draw)
  const first = nextName()
  const [input, table] = beginning(draw)
  inputs[first] = input
  const list = createList({ isTop: true, inputs, blocks, nextName, inner })
  if (table)
    list.apply(
      { kind: 'embedding', write: () => ({ kind: 'embedding', dim: draw.int(1, 16) }) },
      drawFrom([]),
    )
  for (const { recipe, draws } of steps) list.apply(recipe, drawFrom(draws))
  // A model needs a node: an input alone is none.
  if (list.nodes.length === 0) list.apply({ kind: 'scale', write: () => ({ kind: 'scale', by: 2 }) }, draw)
  const { nodes, outputs } = simplified(list.nodes, Object.keys(inputs), list.outputs(), draw)
  const named = draw.flag() ? withParams(nodes, draw) : { nodes }
  return {
    name: draw.of(['random', 'random spec', 'Größe 2·n → ∞', '{name} %s {0}', '# noqa']),
    ...(draw.flag() ? withSizes(inputs) : { inputs }),
    ...named,
    ...(outputs && { outputs }),
    ...(Object.keys(blocks).length > 0 && { blocks }),
  }
}

function namer(draw: Draw): () => string {
  const isHard = draw.int(0, 2) === 2
  const from = draw.int(0, hardNames.length - 1)
  let count = 0
  return () => {
    count += 1
    const hard = count <= hardNames.length ? hardNames[(from + count) % hardNames.length] : undefined
    return isHard && hard !== undefined ? hard : `n${count}`
  }
}

/** The first input, and whether it is read through a table. */
function beginning(draw: Draw): [Node, boolean] {
  const [steps, features] = [draw.int(1, 12), draw.int(1, 16)]
  const size = () => draw.int(1, 10)
  return draw.of<() => [Node, boolean]>([
    () => [{ kind: 'vector', features }, false],
    () => [{ kind: 'series', steps, features }, false],
    () => [{ kind: 'image', size: [size(), size()], channels: draw.int(1, 6) }, false],
    () => [{ kind: 'image', size: size() }, false],
    () => [{ kind: 'tokens', vocab: draw.int(2, 30), steps }, true],
    () => [{ kind: 'category', count: draw.int(2, 30) }, true],
    () => [
      { kind: 'tensor', shape: [draw.int(1, 4), draw.int(1, 5), draw.int(1, 5), draw.int(1, 4)] },
      false,
    ],
    () => [{ kind: 'tensor', shape: [] }, false],
  ])()
}

/** Some numbers of the list as parameters of the spec. */
function withParams(nodes: readonly Node[], draw: Draw): { nodes: readonly Node[]; params: Node } {
  const params: Record<string, unknown> = { unused_words: ['"""', "'"], rate_of_nothing: 0.5 }
  const fields = [
    'units',
    'channels',
    'dim',
    'heads',
    'hidden',
    'window',
    'by',
    'rate',
    'frozen',
    'when',
    'causal',
  ]
  const shown = nodes.map((node, i) => {
    const field = fields.find((name) => node[name] !== undefined)
    if (field === undefined || node.each !== undefined || !draw.flag()) return node
    const name = draw.flag() && !(field in params) ? field : `${field}_${i}`
    params[name] = node[field]
    return { ...node, [field]: `$${name}` }
  })
  return { nodes: shown, params }
}

/** Steps of the inputs as named sizes; what has as many steps as another shares its name. */
function withSizes(inputs: Readonly<Record<string, Node>>): { inputs: object; sizes: object } {
  const sizes: Record<string, number> = {}
  const named = Object.entries(inputs).map(([name, input]) => {
    if (typeof input.steps !== 'number') return [name, input] as const
    sizes[`steps_${input.steps}`] = input.steps
    return [name, { ...input, steps: `steps_${input.steps}` }] as const
  })
  return { inputs: Object.fromEntries(named), sizes }
}
