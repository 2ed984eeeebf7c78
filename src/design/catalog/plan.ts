/** Steps and files that the plans of all fields share: a network in its framework, and the lift that pays for it. */
import type { PlannedFile } from '../proposal.js'
import type { Problem } from './problem.js'

/** The lift over the baseline that a model must bring to be worth its upkeep. */
export const leastLift = 0.05

export const frameworkTitles = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const
const exports = { pytorch: '`torch.onnx.export`', keras: 'a SavedModel', flax: '`jax.export`' } as const

/**
 * Building, training and exporting a network.
 * @param what it is, with its article: `the two linear maps over trend and remainder`
 * @param judged the metric on the validation set by which weights are kept: `loss`, `macro-F1`
 */
export function buildSteps({ framework, example }: Problem, what: string, judged: string): string[] {
  const best = /loss|error|perplexity/i.test(judged) ? 'lowest' : 'best'
  return [
    `Build ${what} in \`src/model.py\` with ${frameworkTitles[framework]}; \`tests/test_model.py\` asserts {{params}} parameters and the output shape.`,
    `Overfit 32 ${example.many} in \`src/train.py\` first (loss near zero), then train as above; keep the weights with the ${best} validation ${judged}.`,
    `Export with ${exports[framework]} and compare 100 outputs with the original (largest difference under 1e-3).`,
  ]
}

/** The files that those steps name. */
export const networkFiles: readonly PlannedFile[] = [
  { path: 'src/model.py', purpose: 'the network, layer by layer as in the table' },
  { path: 'src/train.py', purpose: 'training loop, schedule, early stopping, checkpoints' },
  { path: 'tests/test_model.py', purpose: 'parameter count, output shape, one training step' },
]
