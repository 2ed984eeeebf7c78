/** The work of one training step in forward passes: backward twice forward, less what is frozen, plus what is computed again. */
import type { TypedNode, TypedSpec } from '../spec/typed.js'
import { scoreFlops } from './attention.js'
import type { Checkpointing } from './layout.js'
import type { RepeatedBlock } from './repeated.js'
import { leaves, nodeFlops, totalFlops } from './totals.js'

/**
 * 3 for a network that learns everywhere; 4 with full recomputation of all of it (8 N D instead of 6 N D); about 2
 * for low-rank additions to a frozen network, since frozen weights need no gradient (4 N D).
 */
export function passesOfStep(
  typed: TypedSpec,
  checkpointing: Checkpointing = 'none',
  blocks: readonly RepeatedBlock[] = [],
): number {
  const forward = totalFlops(typed)
  if (forward === 0) return 3
  return 3 - frozenFlops(typed) / forward + againFlops(typed, checkpointing, blocks) / forward
}

/** FLOPs that the gradients of frozen weights would take: those of the products with them, once. */
function frozenFlops(typed: TypedSpec): number {
  return leaves(typed).reduce(
    (total, { node, times }) => total + times * frozenShare(node) * ownFlops(node),
    0,
  )
}

/** FLOPs of a layer's products with weights. */
const ownFlops = (node: TypedNode) => node.flops - scoreFlops(node)

function frozenShare({ weights }: TypedNode): number {
  const sizes = weights
    .filter(({ shape, buffer }) => shape.length > 1 && !buffer)
    .map(({ shape, trainable }) => ({ n: shape.reduce((a, b) => a * b, 1), trainable }))
  const all = sizes.reduce((total, { n }) => total + n, 0)
  if (all === 0) return 0
  return sizes.reduce((total, { n, trainable }) => total + (trainable ? 0 : n), 0) / all
}

/** FLOPs that are computed twice. */
function againFlops(
  typed: TypedSpec,
  checkpointing: Checkpointing,
  blocks: readonly RepeatedBlock[],
): number {
  switch (checkpointing) {
    case 'none':
      return 0
    case 'selective':
      return leaves(typed).reduce((total, { node, times }) => total + times * scoreFlops(node), 0)
    case 'full':
      return blocks.reduce((total, { node, times }) => total + (times / node.times) * nodeFlops(node), 0)
  }
}
