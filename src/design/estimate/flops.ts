/** Forward FLOPs: 2 per multiply-accumulate of matrix products, convolutions, attention and recurrence. */
import type { TypedSpec } from '../spec/infer.js'
import { exact, type Figure } from './figure.js'
import { counted, nodeFlops, sumOf, totalFlops } from './totals.js'

/** What counts as no work, so that nothing is left out in silence. */
const flopsNotCounted =
  'bias additions, norms, activations, softmax, pooling, look-ups and other element-wise work count as 0 FLOPs'

/** One forward pass for a batch; attention in full, also where a causal kernel does half. */
export function forwardFlops(typed: TypedSpec, batch = 1): Figure {
  const parts = sumOf(typed.nodes.map((node) => ({ name: node.path, value: nodeFlops(node) })))
  const formula = batch === 1 ? parts : `${counted(batch, 'sample')} x (${parts})`
  return exact(
    batch * totalFlops(typed),
    'FLOPs',
    formula,
    `2 FLOPs per multiply-accumulate, as PyTorch's FLOP counter; ${flopsNotCounted}`,
  )
}
