/** The implementation plan around a vision family's own steps, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import { exportFile, exportStep } from '../backbones/serving.js'
import { buildSteps, networkFiles } from '../plan.js'
import type { VisionFamily } from './family.js'
import { type Goal, type VisionProblem, wholeImageGoals } from './problem.js'
import { judgedBy } from './recipes.js'

/** @param own the family's steps; the files of all the others are listed by `planFiles` */
export function plan(problem: VisionProblem, { kind }: VisionFamily, own: readonly string[]): string[] {
  const { imagery, brief } = problem
  return [
    `Pin the data contract in \`src/data.py\`: image, answer, and what it shares with others (${imagery.group}); one function resizes and scales, for training and serving alike; assert no group on two sides.`,
    'Look at 100 random images and their labels before anything is trained; fix what is wrong twice.',
    ...(kind === 'baseline'
      ? []
      : [`Compute the bar in \`src/baseline.py\` on the same split: ${bars[problem.goal]}.`]),
    ...own,
    wholeImageGoals.some((goal) => goal === problem.goal)
      ? 'Judge in `src/evaluate.py` as above; look at the 50 worst errors with a saliency map to find shortcuts, not as proof (Adebayo et al., 2018).'
      : 'Judge in `src/evaluate.py` as above; look at the 50 worst errors beside what was labelled.',
    brief.constraints.deployment?.value === 'batch'
      ? 'Run on a schedule from `src/serve.py`: check size and channels, write every answer with the version of the model.'
      : 'Serve from `src/serve.py`: load once, check size and channels, log every answer with its confidence and the version of the model; keep a sample of images for labelling.',
    `Watch brightness, sharpness and the spread of scores against those of the test; label a small sample each month, and ${renewal(problem)}.`,
  ]
}

/** When it is done again. */
const renewal = (problem: VisionProblem): string =>
  problem.goal === 'find_odd'
    ? 'learn from good samples again after every change of product, tool, lens or light, or when false alarms double'
    : `train again when ${judgedBy(problem)} is 5% worse than at release`

/** What is computed before anything is trained. */
const bars: Readonly<Record<Goal, string>> = {
  classify: 'frozen published features with a linear layer',
  tag: 'frozen published features with a linear layer for each label',
  measure: 'frozen published features with a linear regression, and the mean',
  segment:
    'a frozen published network with a small head, and a threshold on brightness or colour where light is controlled',
  detect: 'a published detector whose head alone learns',
  retrieve: 'published features and an index',
  find_odd: 'the distance of the whole image to the nearest good one',
  read: 'a published reader as it is',
  watch: 'the mean of published features over the frames with a linear layer',
  pose: 'a published network that does not learn, with a head that does',
}

/** Building, training and exporting a network that is trained. */
export const trainedSteps = (problem: VisionProblem, what: string): string[] => {
  const [build = '', train = '', compare = ''] = buildSteps(problem, what, judgedBy(problem))
  return [build, train, compare, exportStep(problem, 'training images')]
}

/**
 * @param own files that the family's own steps name
 * @param isBar it is the baseline itself
 */
export const planFiles = (own: readonly PlannedFile[], isBar = false): PlannedFile[] => [
  { path: 'src/data.py', purpose: 'data contract, groups, one function for resizing and scaling' },
  ...(isBar ? [] : [{ path: 'src/baseline.py', purpose: 'the bar on the same split' }]),
  ...own,
  { path: 'src/evaluate.py', purpose: 'metrics by class and slice, worst errors, stop rule' },
  { path: 'src/serve.py', purpose: 'loads the model, checks what comes in, gives the answer' },
]

export const trainedFiles = (isBar = false): PlannedFile[] => planFiles([...networkFiles, exportFile], isBar)
