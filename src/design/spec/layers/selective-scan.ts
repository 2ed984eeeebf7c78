/**
 * A state space whose step and matrices come from the input, run over the steps (Gu & Dao, Mamba, 2024, algorithm 2).
 *
 * Inputs: u and its step sizes, both …, steps, F; the vectors b and c of each step, both …, steps, state. Output: as u.
 * Weights: F x state decay rates, and a skip of F. FLOPs: 2 x steps x F x state, the product of state and c; the
 * state's own update is element-wise. Keeps its inputs and two states for every 2048 steps, as the fused kernel of the
 * paper does (it computes the states between again).
 */
import { z } from 'zod'
import { positive } from '../fields.js'
import { misfit } from '../issue.js'
import { elements, sameShape, show, sizeAt, withFeatures } from '../shape.js'
import { axes } from './check.js'
import { featuresIn, first, type Given, layer, rowsIn, trainable } from './layer.js'

const stepsPerCheckpoint = 2048
const stepsIn = (given: Given) => sizeAt(first(given).shape, -2) ?? 1

export const selectiveScan = layer({
  kind: 'selective_scan',
  schema: z.strictObject({ state: positive }),
  takes: { least: 4, most: 4 },
  infer({ state }, given) {
    const wrong = axes(given, 'steps', 'features')
    if (wrong) return wrong
    const [u = [], step = [], b = [], c = []] = given.inputs.map(({ shape }) => shape)
    const wanted = withFeatures(u, state)
    if (!sameShape(step, u) || !sameShape(b, wanted) || !sameShape(c, wanted))
      return misfit(
        'shape_misfit',
        `u and step of ${show(u)}, b and c of ${show(wanted)}`,
        [u, step, b, c].map(show).join(', '),
      )
    return { main: first(given) }
  },
  weights: ({ state }, given) => [
    trainable('log_decay', [featuresIn(given), state]),
    trainable('skip', [featuresIn(given)]),
  ],
  flops: ({ state }, given) => 2 * rowsIn(given) * featuresIn(given) * state,
  keeps({ state }, given) {
    const checkpoints = Math.ceil(stepsIn(given) / stepsPerCheckpoint)
    const batch = elements(first(given).shape.slice(0, -2))
    return {
      inputs: [0, 1, 2, 3],
      inside: { activations: 2 * batch * featuresIn(given) * state * checkpoints },
    }
  },
  recurrence: (_, given) => ({
    steps: stepsIn(given),
    chains: 1,
    // Decay, input, their sum, the product with c.
    kernelsPerStep: 4,
    fused: given.framework === 'pytorch',
  }),
  describe: ({ state }) => `selective state space, state of ${state}`,
})
