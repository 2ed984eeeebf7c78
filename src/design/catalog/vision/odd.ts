/** What the families share that learn from good samples alone: who they are for, how a threshold is found, outputs. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import type { Recipe } from '../family.js'
import type { VisionProblem } from './problem.js'

/** Share of good images that may be called odd where nobody set a budget. */
const defaultAlarms = 0.01

/** The threshold follows from how many false alarms are bearable, not from the odd images, which are few. */
export function thresholdStep({ testImages, oddImages }: VisionProblem): string {
  const odd =
    oddImages > 0
      ? `then see how many of the ${grouped(oddImages)} known odd images it finds`
      : 'then collect odd images from the line and see how many it finds'
  const sees = 3 / testImages
  return `Set the threshold in \`src/evaluate.py\` so that ${plain(defaultAlarms * 100)}% of good test images alarm (or what the line can re-check); ${odd}. With no alarm among ${counted(testImages, 'good image')} the true rate is still only known to be under ${plain(Number((100 * sees).toPrecision(2)))}% (3 / n; Hanley & Lippman-Hand, 1983).`
}

export const oddMapRow = (side: number, meaning: string): TensorRow => ({
  name: 'oddness',
  shape: [side, side],
  meaning,
})

/** Of what is filled in one pass and not trained. */
export const filled: Recipe = {
  loss: 'none: one pass over the good images fills the memory',
  optimizer: 'none',
  schedule: 'one pass',
  regularization: [
    'vectors to keep are chosen so that every other one is near to a kept one (greedy coreset)',
  ],
}

export const oddRisks: readonly string[] = [
  'Good samples must be good: a defect among them is learned as good. Look through the oddest hundredth of them first.',
  'A defect of logic (a missing or swapped part) looks normal place by place; it needs a rule or a labelled class.',
]
