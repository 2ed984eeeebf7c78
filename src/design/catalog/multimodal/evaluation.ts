/** How models of several inputs are judged: split, metrics of the goal, each input alone and each one missing. */
import { counted, plain } from '../../brief/facts.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { MixedFamily } from './family.js'
import type { Goal } from './goal.js'
import type { MixedProblem } from './problem.js'
import { modalityWords } from './words.js'

const splits = ({ modalities }: MixedProblem): Readonly<Record<Goal, string>> => ({
  extract:
    'Split by supplier and template, never by page: 70 / 15 / 15, so that the test set holds layouts that were not seen; newest documents in the test set.',
  retrieve:
    'Split by item, newest in the test set; near-duplicate images and copied texts on one side. 300 real searches are judged by people.',
  describe: `Split by source (album, ${modalities.includes('video') ? 'video, customer), never by frame' : 'photographer, customer)'}: 80 / 10 / 10; 200 answers of the test set are judged by people.`,
  classify:
    'Split by item and by time, stratified by class: 80 / 10 / 10; near-duplicate images and copied texts on one side.',
  regress: 'Split by item and by time: 80 / 10 / 10; near-duplicate images and copied texts on one side.',
})

const metricsOf: Readonly<Record<Goal, readonly string[]>> = {
  extract: [
    'field-level F1 (exact match after normalising)',
    'share of documents without a mistake',
    'share that goes to review',
  ],
  retrieve: ['recall@10', 'NDCG@10, both by kind of search (words, picture, both)'],
  describe: [
    'the share of answers that people call right',
    'the share of named things that are in the image',
    'CIDEr as an alarm only',
  ],
  classify: ['macro-F1', 'recall of each class', 'calibration (expected calibration error)'],
  regress: ['the mean absolute error', 'its share of the median value', 'rank correlation'],
}

/** Of a rare class the ranking counts, and what people find among what they have time for. */
function metrics({ goal, isRare, reviewsPerDay }: MixedProblem): readonly string[] {
  if (!isRare) return metricsOf[goal]
  const reviews = reviewsPerDay
    ? `precision and recall where people look at the ${counted(reviewsPerDay, 'highest score')} of a day`
    : 'precision and recall at the threshold that people have time for'
  return ['PR-AUC', reviews, 'calibration (expected calibration error)']
}

export const decidingMetric = (problem: MixedProblem): string =>
  (metrics(problem)[0] ?? 'quality').replace(/ \(.*|,.*/, '')

export function evaluation(problem: MixedProblem, { kind }: MixedFamily): string[] {
  const { goal, brief, modalities } = problem
  const asked = brief.targets.metric?.value
  const names = metrics(problem)
  const own = asked && !names.some((name) => name.toLowerCase().includes(asked.toLowerCase()))
  const deciding = decidingMetric(problem)
  return [
    splits(problem)[goal],
    `Metrics: ${listed([...(own ? [`${asked} (asked for)`] : []), ...names])}${problem.languages.length > 1 ? ', each by language' : ''}.`,
    ...(goal === 'classify' || goal === 'regress'
      ? [
          `Ablation: ${modalityWords(problem)}, each alone and each left out; a joint model can lose to the best single input, because inputs overfit at different speed (Wang, Tran & Feiszli, 2020).`,
        ]
      : []),
    ...(goal === 'extract'
      ? [
          'OCR apart: character error rate on 100 pages, and the F1 that perfect text would give, so that each is mended where it fails.',
        ]
      : []),
    kind === 'baseline'
      ? `This is the bar: another model ships only if it beats this one in ${deciding}${modalities.length > 1 && goal === 'classify' ? ', and beats the best single input too' : ''}.`
      : `Stop rule: unless ${deciding} is at least ${plain(leastLift * 100)}% ${goal === 'regress' ? "lower than the baseline's" : "better than the baseline's, relative to what it misses"}, the baseline ships instead.`,
  ]
}
