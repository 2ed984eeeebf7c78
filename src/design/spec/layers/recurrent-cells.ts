/**
 * One step of an LSTM, GRU or simple RNN, for recurrences with something between the steps: decoders with attention,
 * memory machines.
 *
 * Inputs: x (…, I), the state before (…, H) and, for LSTM, the cell before (…, H). Output: the new state, …, H; port
 * `cell` for LSTM. Weights and biases as one layer of the sequence has; FLOPs: 2 x G·H·(I + H). Keeps x and the states
 * before, and what one fused step keeps: measured on PyTorch's own graph.
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { float, sameShape, show, withFeatures } from '../shape.js'
import { type Cell, gruCell, lstmCell, rnnCell } from './cells.js'
import { axes } from './check.js'
import { featuresIn, first, type Given, type Layer, layer, rowsIn, trainable } from './layer.js'

const schema = z.strictObject({ units: positive, bias: z.boolean().default(true) })

const stateOf = (units: number, given: Given) => withFeatures(first(given).shape, units)

const recurrentCell = (cell: Cell): Layer =>
  layer({
    kind: `${cell.kind}_cell`,
    schema,
    takes: { least: 1 + cell.states, most: 1 + cell.states },
    infer({ units }, given) {
      const wrong = axes(given, 'features')
      if (wrong) return wrong
      const wanted = stateOf(units, given)
      const odd = given.inputs.slice(1).find(({ shape }) => !sameShape(shape, wanted))
      if (odd) return misfit('shape_misfit', `a state before of ${show(wanted)}`, show(odd.shape))
      const state = float(wanted)
      return { main: state, ...(cell.states > 1 && { ports: { cell: state } }) }
    },
    weights: ({ units, bias }, given) => [
      trainable('input_weight', [cell.gates * units, featuresIn(given)]),
      trainable('recurrent_weight', [cell.gates * units, units]),
      ...(bias ? cell.biases(given.framework, units, undefined) : []),
    ],
    flops: ({ units }, given) => 2 * rowsIn(given) * cell.gates * units * (featuresIn(given) + units),
    keeps: ({ units }, given) => ({
      inputs: given.inputs.map((_, i) => i),
      inside: { activations: cell.keptAlone * rowsIn(given) * units },
    }),
    kernels: () => cell.kernelsPerStep,
    describe: ({ units }) => `one step of ${cell.kind.toUpperCase()}, ${units} units`,
  })

export const recurrentCells: readonly Layer[] = [lstmCell, gruCell, rnnCell].map(recurrentCell)
