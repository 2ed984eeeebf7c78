/** How a vision model is judged: what stands on which side, which numbers, and when it is worth its upkeep. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { certaintyWords } from '../backbones/test-size.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { VisionFamily } from './family.js'
import type { Goal, VisionProblem } from './problem.js'
import { judgedNoun } from './words.js'

export function evaluation(problem: VisionProblem, { kind }: VisionFamily): string[] {
  return [
    split(problem),
    `Metrics: ${listed(metrics(problem))}; ${slices(problem)}.`,
    certainty(problem),
    kind === 'baseline'
      ? 'This is the bar: another model ships only if it beats this one on the untouched test part.'
      : `Stop rule: unless ${headline[problem.goal]} is at least ${plain(leastLift * 100)}% better than that of the baseline, the baseline ships instead.`,
  ]
}

function split(problem: VisionProblem): string {
  const { imagery, testImages, validationImages, goal, classes, oddImages } = problem
  const noun = judgedNoun(problem)
  const stratified = goal === 'classify' && classes > 1 ? ', stratified by class' : ''
  const folds =
    validationImages === 0
      ? 'choices are made by 5-fold cross-validation on the rest, in the same groups'
      : `${grouped(validationImages)} more are for choices`
  const odd =
    goal === 'find_odd'
      ? ` ${oddImages === 1 ? 'The one known odd image is' : `All ${oddImages > 0 ? `${grouped(oddImages)} known` : 'found'} odd images are`} for threshold and test, none for training.`
      : ''
  return `Split by group${stratified}: ${imagery.group} stay on one side. Near-duplicates (perceptual hash, then by eye) are removed before the split. ${counted(testImages, `${noun.one} is`, `${noun.many} are`)} tested on once; ${folds}.${odd}`
}

const headline: Readonly<Record<Goal, string>> = {
  classify: 'macro-F1',
  tag: 'mAP over labels',
  measure: 'the mean absolute error',
  segment: 'mIoU',
  detect: 'mAP@50:95',
  retrieve: 'recall at 10',
  find_odd: 'the share of odd images found at the fixed rate of false alarms',
  read: 'the share of lines read without a mistake',
  watch: 'macro-F1',
  pose: 'the share of joints within a tenth of the person (PCK)',
}

function metrics({ goal, brief, isOrdered }: VisionProblem): string[] {
  const asked = brief.targets.metric?.value.toUpperCase()
  const own: Readonly<Record<Goal, readonly string[]>> = {
    classify: [
      'macro-F1',
      ...(isOrdered ? ['quadratic weighted kappa (how far off an answer is counts)'] : []),
      'recall of every class',
      'expected calibration error',
    ],
    tag: ['mAP over labels', 'recall of every label at its threshold'],
    measure: ['mean absolute error', 'its 90th percentile', 'bias over the range'],
    segment: ['mean IoU (mIoU)', 'IoU and Dice of every class', 'distance between borders (95th percentile)'],
    detect: ['mAP@50:95', 'recall of small objects', 'false alarms an image'],
    retrieve: ['recall at 1 and 10', 'mean average precision'],
    read: ['lines read without a mistake', 'character error rate', 'errors by length and by letter'],
    watch: ['macro-F1', 'recall of every class', 'delay until the answer'],
    pose: [
      'share of joints within a tenth of the person (PCK)',
      'average precision by object keypoint similarity',
      'errors of hidden joints',
    ],
    find_odd: [
      'image AUROC',
      'odd images found at the fixed rate of false alarms',
      'overlap of marked regions (PRO)',
    ],
  }
  return [...(asked ? [`${asked} (asked for)`] : []), ...own[goal]]
}

const slices = ({ imagery }: VisionProblem) =>
  `each also by what will shift (${imagery.shift}), and once on ${imagery.proof}`

/** Test examples of a class under which its recall is a hint. */
const fewOfAClass = 30

/** A value, an overlap of masks or boxes and a distance are no shares of the examples. */
function certainty(problem: VisionProblem): string {
  const { testImages, goal, classes } = problem
  const noun = judgedNoun(problem)
  if (['measure', 'segment', 'detect', 'pose', 'tag'].includes(goal))
    return `Intervals by bootstrap over groups, not over single ${noun.many}: with ${counted(testImages, `test ${noun.one}`, `test ${noun.many}`)}, what lies inside them is noise.`
  const each = Math.floor(testImages / classes)
  const hint =
    ['classify', 'watch'].includes(goal) && each < fewOfAClass
      ? ` A class has about ${grouped(each)} of them: the recall of one class is a hint, not a figure.`
      : ''
  return `${certaintyWords(testImages, `test ${noun.one}`)}${hint}`
}

/** Single objects are wanted, not regions. */
const counts =
  /\b(?:count\w*|instances?|each (?:cell|object|one)|touch\w*|zähl\w*|compter|comptage|contar|contare)\b/i
/** Things turn up that belong to no class. */
const unknowns =
  /\b(?:unknowns?|none of|novel|unseen|out[- ]of[- ]distribution|unbekannt\w*|inconnu\w*|desconocid\w*|desconhecid\w*|sconosciut\w*|nieznan\w*)\b/i
/** Published weights know three channels. */
const channelRisks = {
  one: 'Published networks read three channels: grey images are given three equal ones, in serving too.',
  many: 'Published networks read three channels: where there are more bands, the first convolution is widened and its new weights start from the mean of the old.',
} as const

/**
 * What threatens every model of such images.
 * @param side that the network reads
 * @param isPublished it starts from published weights
 */
export function imageRisks(problem: VisionProblem, side: number, isPublished = true): string[] {
  const { imagery, perClass, classes, goal, pixels, brief } = problem
  return [
    `Shortcuts: background, scanner or site can stand for the class (Geirhos et al., 2020); ${imagery.shift} will show it.`,
    ...(classes > 1 && perClass < 50 && goal === 'classify'
      ? [
          `About ${counted(Math.floor(perClass), 'image')} a class: rare ones are learned by heart; merge or collect.`,
        ]
      : []),
    ...(pixels >= 2 * side
      ? [
          `Images of ${counted(pixels, 'pixel')} are read at ${grouped(side)}: what is under ${counted(Math.ceil((pixels / side) * 8), 'pixel')} wide is lost; cut into overlapping tiles where that matters.`,
        ]
      : []),
    'Scaling and colour order must be the same code in training and serving.',
    ...(imagery.channels && isPublished ? [channelRisks[imagery.channels]] : []),
    ...(brief.constraints.commercial?.value && isPublished
      ? [
          'The images behind published weights (ImageNet, COCO) were collected for research: have their terms and those of the weights checked before it is sold.',
        ]
      : []),
    ...(goal === 'classify' && unknowns.test(brief.request)
      ? [
          'What belongs to no class is given one all the same: keep images of other kinds for the test, and reject by the distance of features to the nearest training images (Sun et al., Out-of-Distribution Detection with Deep Nearest Neighbors, 2022).',
        ]
      : []),
    ...(goal === 'segment' && (imagery.id === 'microscopy' || counts.test(brief.request))
      ? [
          'Objects of one class that touch become one region: learn a border class and cut by watershed, or compare a network of single objects (StarDist, Mask R-CNN), which is not sized here.',
        ]
      : []),
    ...(goal === 'segment' || goal === 'detect'
      ? ['Labels at edges differ between annotators: let two label a part, and know their agreement first.']
      : []),
  ]
}
