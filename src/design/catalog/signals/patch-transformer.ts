/** A Transformer over patches of the signal, trained from scratch: where there are tens of thousands of windows. */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { isSmall } from '../backbones/serving.js'
import { signalRisks } from './evaluation.js'
import type { SignalFamily } from './family.js'
import { dropoutOf, networkRung, pooledSpec, wants } from './network.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { SignalProblem } from './problem.js'
import { lossOf, regularization, tuned } from './recipes.js'
import { frontEnd, outputRow, windowRow, windowsWords } from './words.js'

const source =
  'Zerveas et al., A Transformer-based framework for multivariate time series representation learning, 2021; Nie et al., PatchTST, 2023'
const learningRate = 3e-4
const weightDecay = 0.05
const leastWindows = 20_000
/** Patches that a window is cut into at most, and at least: fewer relate nothing. */
const [mostPatches, leastPatches] = [128, 8]
const sizes = [
  { dim: 32, heads: 4, hidden: 64, depth: 2 },
  { dim: 64, heads: 4, hidden: 128, depth: 3 },
  { dim: 128, heads: 8, hidden: 256, depth: 4 },
  { dim: 192, heads: 8, hidden: 384, depth: 6 },
  { dim: 256, heads: 8, hidden: 512, depth: 6 },
] as const

/** A power of two, so that a window has at most 128 patches; at least 4 samples. */
const patchOf = ({ steps }: SignalProblem): number =>
  Math.max(4, 2 ** Math.ceil(Math.log2(steps / mostPatches)))
const patchesOf = (problem: SignalProblem): number => Math.floor(problem.steps / patchOf(problem))

function spec(problem: SignalProblem, size: (typeof sizes)[number]): ModelSpec {
  const patch = patchOf(problem)
  const body: ModelSpec['nodes'] = [
    { name: 'patches', kind: 'conv1d', channels: size.dim, kernel: patch, stride: patch },
    { name: 'positions', kind: 'position_embedding' },
    {
      name: 'encoder',
      kind: 'transformer_block',
      repeat: size.depth,
      heads: size.heads,
      hidden: size.hidden,
      dropout: 0.1,
    },
    { name: 'norm', kind: 'layer_norm' },
  ]
  return pooledSpec(problem, `Patch Transformer, width ${size.dim}`, body, dropoutOf(problem))
}

export const patchTransformer: SignalFamily = {
  id: 'signal-transformer',
  kind: 'attention',
  title: 'Transformer over patches of the signal',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'sensitive to learning rate, warm-up and augmentation, wants a GPU and many windows',
  interpretability: 0.2,
  interpretabilityBecause: 'attention maps are hints, not reasons',
  name: () => 'Transformer over patches of the signal',
  fits(problem) {
    if (isSmall(problem))
      return {
        fits: false,
        reason: 'A Transformer does not belong on a device without a GPU: convolutions do the same for less.',
        source,
        others: true,
      }
    if (patchesOf(problem) < leastPatches)
      return {
        fits: false,
        reason: `A window of ${problem.steps} samples gives ${patchesOf(problem)} patches; attention wants at least ${leastPatches}.`,
        source,
      }
    return wants(problem, leastWindows, 'a Transformer', source)
  },
  prior: ({ amount }) => ({
    value: { little: 0.35, some: 0.64, much: 0.8 }[amount],
    because:
      'it relates far parts of a window, but has to learn from windows alone what convolutions bring along',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.1, some: 0.5, much: 0.95 })[amount],
  rungs: (problem) =>
    sizes.map((size) => networkRung(problem, `width ${size.dim}, ${size.depth} blocks`, spec(problem, size))),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, learningRate, weightDecay),
    regularization: regularization(problem, ['dropout 0.1 in every block', `weight decay ${weightDecay}`]),
  }),
  write(problem, { label }) {
    return {
      overview: `${counted(patchesOf(problem), 'patch', 'patches')} of ${patchOf(problem)} samples over all channels, an encoder of ${label}, and the mean over patches. Trained from scratch on ${windowsWords(problem)}. {{params}} parameters, {{latency}} a window.`,
      inputs: [windowRow(problem)],
      outputs: [outputRow(problem)],
      risks: [
        'It has no notion of a shift: what began elsewhere within a patch looks new, so shifts in augmentation are no option but needed.',
        ...signalRisks(problem),
      ],
      steps: [
        'Where unlabelled recordings exist, first let it fill in masked patches of them in `src/train.py` (Nie et al., 2023); without them start from nothing.',
        ...trainedSteps(problem, 'the patches and the encoder'),
      ],
      files: trainedFiles(problem),
      notCounted: [frontEnd(problem)],
    }
  },
}
