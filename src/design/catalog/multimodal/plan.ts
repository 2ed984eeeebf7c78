/** The implementation plan around a family's own steps, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import { buildSteps } from '../plan.js'
import { listed } from '../words.js'
import { decidingMetric } from './evaluation.js'
import type { MixedFamily } from './family.js'
import type { Goal } from './goal.js'
import type { MixedProblem } from './problem.js'
import { isByName } from './unlabelled.js'

const contracts: Readonly<Record<Goal, string>> = {
  extract:
    'a row per document with pages, supplier, template and, for every field, its value and its box; values normalised (dates, amounts, currencies) in one place',
  retrieve:
    'a row per item with images, text and version; broken images and empty texts refused; near duplicates found by hash and vector',
  describe:
    'a row per example with media, question where there is one, answer and source; faces, plates and papers blurred where they may not be kept',
  classify:
    'a row per example with every input, label, source and time; what is missing is marked, the row is never dropped',
  regress:
    'a row per example with every input, value, source and time; what is missing is marked, the row is never dropped',
}

const baselines = (problem: MixedProblem): Readonly<Record<Goal, string>> => ({
  extract: 'local OCR with patterns and templates',
  retrieve: 'BM25 over titles and descriptions',
  describe: 'the open vision-language model with a prompt',
  classify: isByName(problem)
    ? 'the open vision-language model with a prompt'
    : 'a model for each input and the weighted mean of their scores',
  regress: 'a model for each input and the weighted mean of their values',
})

const watches = ({ isRare }: MixedProblem): Readonly<Record<Goal, string>> => ({
  extract: 'the share that goes to review, corrections by field and supplier, and new templates by week',
  retrieve: 'searches without a click, by kind of query, and recall on the judged searches at every change',
  describe: 'corrections and complaints by week, and the 200 judged examples at every change',
  classify: isRare
    ? 'the share of high scores and of missing inputs by week, and what people found of what they looked at; 100 low scores a month are looked at too, or what is missed is never seen'
    : 'the share of each class and of missing inputs by week, and macro-F1 on 100 newly labelled examples a month',
  regress: 'the error on newly known values by month, and the share of missing inputs by week',
})

export function plan(problem: MixedProblem, { kind, learns }: MixedFamily, own: readonly string[]): string[] {
  const { goal } = problem
  const trains = learns || own.some((step) => step.includes('src/train.py'))
  const review =
    goal === 'extract'
      ? ' Every field carries a confidence; under its threshold, or where sums and check digits disagree, a person reviews it, and the correction becomes a new example.'
      : goal === 'retrieve'
        ? ' Items are encoded when they come in or change, queries when they are asked.'
        : problem.isRare
          ? ' What scores highest goes to people, with the inputs that counted.'
          : goal === 'classify'
            ? ' Under the confidence threshold a person decides.'
            : ''
  return [
    `Pin the data contract in \`src/data.py\`: ${contracts[goal]}.`,
    kind === 'baseline'
      ? `Build ${baselines(problem)[goal]} in \`src/baseline.py\`; it is the bar, and the fallback later.`
      : `Compute the bar in \`src/baseline.py\` before anything else: ${baselines(problem)[goal]}.`,
    ...own,
    'Judge in `src/evaluate.py`: the metrics above with bootstrap intervals by group, errors looked at by a person, against the bar.',
    `Serve from \`src/serve.py\`: the same preprocessing as in training, checks of size and format.${review}`,
    `Watch ${watches(problem)[goal]}; ${trains ? 'retrain' : 'see what changed, and mend it,'} when ${decidingMetric(problem)} is clearly worse than at release${kind === 'baseline' ? '' : ', and keep the baseline as the fallback'}.`,
  ]
}

export const planFiles = (problem: MixedProblem, own: readonly PlannedFile[]): PlannedFile[] => [
  { path: 'src/data.py', purpose: 'data contract, cleaning, split by group' },
  { path: 'src/baseline.py', purpose: `${baselines(problem)[problem.goal]}: the bar` },
  ...own,
  { path: 'src/evaluate.py', purpose: 'metrics, ablation, intervals, stop rule' },
  { path: 'src/serve.py', purpose: 'loads the model, checks what comes in, answers' },
]

export const networkSteps = (problem: MixedProblem, what: string): string[] =>
  // Of a proposal with several networks the file holds one: the one that learns.
  buildSteps(problem, what, decidingMetric(problem).replace(/^the /, '')).map((step) =>
    step.replace('{{params}} parameters', '{{trainableParams}} trainable parameters'),
  )

/** Encoders that stay are run once over all examples. @param names of the inputs that they read */
export const cachedVectors = (names: readonly string[]): string =>
  `Run the frozen ${names.length === 1 ? 'encoder' : 'encoders'} over ${listed(names)} once in \`src/vectors.py\` and keep the vectors beside the data: training then reads numbers, not pixels.`
