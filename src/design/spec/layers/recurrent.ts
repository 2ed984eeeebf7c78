/**
 * LSTM, GRU and simple RNN over the steps (Hochreiter & Schmidhuber, 1997; Cho et al., 2014; Elman, 1990), stacked
 * and in one or two directions D.
 *
 * Input: …, steps, I; port `state` starts it, of the shape the port `.state` gives. Output: …, steps, D·H (`.sequence`)
 * or the last step, …, D·H (`.last`). `.state`: layers·D x H, for LSTM twice (hidden and cell).
 * Weights for G gates (4, 3, 1), each layer and direction: G·H·(I + H) and biases by framework; layers above the first
 * read D·H. A projection p (LSTM) makes H x p more and p what is handed on. FLOPs: 2 x steps x G·H·(I + H).
 * Keeps each layer's input and 7·H numbers a step and chain (RNN: H): measured on PyTorch's own graph.
 */
import { z } from 'zod'
import { dropRate, positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, float, sameShape, show, sizeAt } from '../shape.js'
import { type Cell, gruCell, lstmCell, rnnCell } from './cells.js'
import { axes } from './check.js'
import { featuresIn, first, type Given, type LayerDef, layer, type Outputs, trainable } from './layer.js'

const common = {
  units: positive,
  layers: positive.max(64).default(1),
  bidirectional: z.boolean().default(false),
  bias: z.boolean().default(true),
  dropout: dropRate.default(0),
  output: z.enum(['sequence', 'last']).default('sequence'),
}
const lstmSchema = z.strictObject({ ...common, projection: positive.optional() })
const gruSchema = z.strictObject({ ...common, reset: z.enum(['after', 'before']).default('after') })
const rnnSchema = z.strictObject({ ...common, activation: z.enum(['tanh', 'relu']).default('tanh') })
type Fields = z.infer<typeof lstmSchema> & Partial<z.infer<typeof gruSchema> & z.infer<typeof rnnSchema>>

/** Its hidden part is as wide as the projection, its cell as wide as the units: no tensor of one shape. */
const noState = 'Project with a linear after the layer instead.'

/** Every size that the formulas need. */
function sizes(fields: Fields, given: Given) {
  const { shape } = first(given)
  const directions = fields.bidirectional ? 2 : 1
  const handedOn = fields.projection ?? fields.units
  return {
    lead: shape.slice(0, -2),
    batch: elements(shape.slice(0, -2)),
    steps: sizeAt(shape, -2) ?? 1,
    directions,
    handedOn,
    width: directions * handedOn,
    /** What each layer reads. */
    reads: Array.from({ length: fields.layers }, (_, i) =>
      i === 0 ? featuresIn(given) : directions * handedOn,
    ),
  }
}

/** All but the fields, which differ: what each says about itself. */
function recurrence(cell: Cell): Omit<LayerDef<z.ZodObject, Fields>, 'schema'> {
  return {
    kind: cell.kind,
    takes: { least: 1, most: 1, ports: ['state'] },
    infer(fields, given) {
      const wrong = axes(given, 'steps', 'features')
      if (wrong) return wrong
      if (cell.kind === 'gru' && fields.reset === 'before' && given.framework !== 'keras')
        return {
          ...misfit('bad_value', 'reset "after", the only form here outside Keras', 'before'),
          field: 'reset',
        }
      const { lead, steps, width, directions, handedOn } = sizes(fields, given)
      const chains = fields.layers * directions
      const state = float([...lead, ...(cell.states > 1 ? [cell.states] : []), chains, handedOn])
      const start = given.ports.state
      if (start && fields.projection !== undefined)
        return {
          ...misfit('not_supported', 'no state where there is a projection', 'one', noState),
          field: 'with.state',
        }
      if (start && !sameShape(start.shape, state.shape))
        return {
          ...misfit('shape_misfit', `a state of ${show(state.shape)}`, show(start.shape)),
          field: 'with.state',
        }
      const sequence = float([...lead, steps, width])
      const last = float([...lead, width])
      const end: Outputs['ports'] = fields.projection === undefined ? { state } : {}
      const ends: Outputs = { main: last, partOf: sequence, ports: { sequence, ...end } }
      return fields.output === 'last' ? ends : { main: sequence, ports: { last, ...end } }
    },
    weights(fields, given) {
      const { directions, handedOn, reads } = sizes(fields, given)
      const { units, projection, bias } = fields
      return reads.flatMap((read, i) =>
        Array.from({ length: directions }, (_, direction) => {
          const suffix = `_l${i}${direction === 1 ? '_reverse' : ''}`
          return [
            trainable('input_weight', [cell.gates * units, read]),
            trainable('recurrent_weight', [cell.gates * units, handedOn]),
            ...(bias ? cell.biases(given.framework, units, fields.reset) : []),
            ...(projection === undefined ? [] : [trainable('projection', [projection, units])]),
          ].map((weight) => ({ ...weight, name: `${weight.name}${suffix}` }))
        }).flat(),
      )
    },
    flops(fields, given) {
      const { batch, steps, directions, handedOn, reads } = sizes(fields, given)
      const { units, projection = 0 } = fields
      const perStep = reads.reduce(
        (n, read) => n + cell.gates * units * (read + handedOn) + units * projection,
        0,
      )
      return 2 * batch * steps * directions * perStep
    },
    keeps(fields, given) {
      const { batch, steps, directions, width } = sizes(fields, given)
      const { units, layers, dropout } = fields
      const between = batch * steps * (layers - 1) * width
      // The state that an RNN starts from is a factor of its product.
      const atStart = cell.kind === 'rnn' ? 1 : 0
      return {
        inputs: [0],
        inside: {
          activations: (cell.keptPerStep * steps + atStart) * batch * layers * directions * units + between,
          ...(dropout > 0 && { masks: between }),
        },
      }
    },
    recurrence(fields, given) {
      const { steps, directions } = sizes(fields, given)
      return {
        steps,
        chains: fields.layers * directions,
        kernelsPerStep: cell.kernelsPerStep,
        // cuDNN has the whole sequence as one call; Flax scans over a cell.
        fused: given.framework !== 'flax',
      }
    },
    describe(fields) {
      const words = [
        `${cell.kind.toUpperCase()}, ${fields.units} units`,
        ...(fields.layers > 1 ? [`${fields.layers} layers`] : []),
        ...(fields.bidirectional ? ['both directions'] : []),
        ...(fields.projection === undefined ? [] : [`projected to ${fields.projection}`]),
        ...(fields.output === 'last' ? ['last step'] : []),
      ]
      return words.join(', ')
    },
  }
}

export const lstm = layer({ schema: lstmSchema, ...recurrence(lstmCell) })
export const gru = layer({ schema: gruSchema, ...recurrence(gruCell) })
export const rnn = layer({ schema: rnnSchema, ...recurrence(rnnCell) })
