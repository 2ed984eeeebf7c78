/** The implementation plan around a vision family's own steps, and the files that it names. */

import { counted } from '../../brief/facts.js'
import type { PlannedFile } from '../../proposal.js'
import { exportFile, exportStep } from '../backbones/serving.js'
import { buildSteps, networkFiles } from '../plan.js'
import type { Noun } from '../problem.js'
import type { VisionFamily } from './family.js'
import { type Goal, type VisionProblem, wholeImageGoals } from './problem.js'
import { judgedBy } from './recipes.js'
import { judgedNoun } from './words.js'

/** @param own the family's steps; the files of all the others are listed by `planFiles` */
export function plan(problem: VisionProblem, { kind }: VisionFamily, own: readonly string[]): string[] {
  const { imagery, brief } = problem
  const noun = judgedNoun(problem)
  const settle = settled(problem)
  return [
    ...(problem.isUnlabelled
      ? [
          `Label ${counted(problem.images, noun.one, noun.many)} first, drawn evenly from clusters of published features, so that rare kinds are among them: nothing can be judged without them.`,
        ]
      : []),
    `Pin the data contract in \`src/data.py\`: ${problem.slices > 1 ? volumeFormat : formats[problem.goal]}, and what it shares with others (${imagery.group.replace(/,$/, '')})${imagery.keep ? `; ${imagery.keep}` : ''}; one function resizes and scales, for training and serving alike; assert no group on two sides.`,
    `Look at 100 random ${noun.many} and their labels before anything is trained; a mistake that turns up twice is looked for in all.`,
    ...(kind === 'baseline'
      ? []
      : [`Compute the bar in \`src/baseline.py\` on the same split: ${bars[problem.goal]}.`]),
    ...own,
    wholeImageGoals.some((goal) => goal === problem.goal)
      ? 'Judge in `src/evaluate.py` as above; look at the 50 worst errors with a saliency map to find shortcuts, not as proof (Adebayo et al., 2018).'
      : 'Judge in `src/evaluate.py` as above; look at the 50 worst errors beside what was labelled.',
    ...(settle ? [settle] : []),
    brief.constraints.deployment?.value === 'batch'
      ? 'Run on a schedule from `src/serve.py`: check size and channels, write every answer with the version of the model.'
      : `Serve from \`src/serve.py\`: load once, check size and channels, log every answer with its confidence and the version of the model; keep a sample of ${noun.many} for labelling.`,
    `Watch brightness, sharpness and the spread of scores against those of the test; label a small sample each month, and ${renewal(problem)}.`,
  ]
}

/** One row of the data, and what it is written in. */
const formats: Readonly<Record<Goal, string>> = {
  classify: 'a table with the path of the image, its class',
  tag: 'a table with the path of the image, a column of 0, 1 or unknown for each label',
  measure: 'a table with the path of the image, its value and unit',
  segment: 'an image, its mask as a PNG of class numbers with one number for what is not judged',
  detect: 'images and boxes as COCO JSON, images without any object among them',
  retrieve: 'a table with the path of the image, the identity or the pair it belongs to',
  find_odd: 'a table with the path of the image, good or which defect, with a mask where there is one',
  read: 'a table with the path of the line, its text in one Unicode form',
  watch: 'a table with the path of the video, start, end and class',
  pose: 'images, boxes and joints as COCO JSON with their visibility',
}

const volumeFormat = 'a volume and its mask of class numbers as NIfTI with the spacing in its header'

/** What is still chosen on held-out examples before it serves. */
function settled({ goal, validationImages, brief }: VisionProblem): string | undefined {
  const on = validationImages > 0 ? 'on the validation part' : 'in the folds'
  switch (goal) {
    case 'classify':
    case 'watch':
      return `Fit one temperature ${on} (Guo et al., 2017), so that a score says how often it is right; below a score that the team sets there, a person decides.`
    case 'tag':
      return `Calibrate every label by itself and set its threshold ${on}: the highest that still finds the share of cases that must not be missed.`
    case 'detect':
      return `Set the score from which a box counts, by kind, ${on}: where the false alarms an image that people bear are reached.`
    case 'segment':
      return `Set ${on} the score from which a pixel counts and the smallest region that is kept.`
    case 'retrieve':
      return `Set ${on} the likeness under which the answer is "nothing like it".`
    case 'read':
      return `Set ${on} the confidence (the product over the letters) under which a person reads the line, by what a wrong reading costs.`
    case 'pose':
      return `Set the height of a peak from which a joint counts as seen ${on}${brief.constraints.deployment?.value === 'edge' ? '; smooth joints over frames (one-euro filter; Casiez et al., 2012)' : ''}.`
    case 'measure':
      return `Check ${on} that errors do not grow with the value, and give intervals by conformal prediction (Angelopoulos & Bates, 2023).`
    case 'find_odd':
      return undefined
  }
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

const trainingNoun = ({ example: { one, many } }: VisionProblem): Noun => ({
  one: `training ${one}`,
  many: `training ${many}`,
})

/** Building, training and exporting a network that is trained. */
export const trainedSteps = (problem: VisionProblem, what: string): string[] => {
  const [build = '', train = '', compare = ''] = buildSteps(problem, what, judgedBy(problem))
  return [
    build,
    train,
    compare,
    exportStep(problem, trainingNoun(problem), problem.trainingImages * problem.slices),
  ]
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
