/** How models of text are judged: split, metrics of the goal, and the rule by which the baseline stays. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { TextFamily } from './family.js'
import type { Goal } from './goal.js'
import type { TextProblem } from './problem.js'

/** Questions, or prompts, with a checked answer: enough for a half-width of six points at 80% (1.96 x sqrt(p(1 - p) / n)). */
export const goldenQuestions = 200
/** Documents that retrieval is asked for, re-ranked and passed on. */
export const retrieved = 50
export const passedOn = 6

const splits: Readonly<Record<Goal, string>> = {
  classify:
    'Split: the newest tenth is the test set, the tenth before it validation, both stratified by class; near duplicates, threads and templates stay on one side.',
  tag: 'Split by document, author and template, never by sentence: 80% to learn, 10% to choose, 10% touched once.',
  search: `Golden set: ${grouped(goldenQuestions)} real questions, each with the passages that two people judged relevant; none of them in training.`,
  answer: `Golden set: ${grouped(goldenQuestions)} real questions with the answer and its passage, and 40 that the documents do not answer; touched once per release.`,
  write: `Golden set: ${grouped(goldenQuestions)} prompts from real use, apart from training by author and time.`,
  summarise: `Split by source (meeting series, author, customer): 80 / 10 / 10; ${grouped(goldenQuestions)} of the test texts are read by people.`,
  translate:
    'Split by document, newest in the test set; no sentence of the test set, nor its near duplicate, in training.',
  adapt: `Split by source and time; ${grouped(goldenQuestions)} prompts of the test set are judged by people, side by side with the baseline.`,
  pretrain:
    'Hold out whole documents by source and time; near duplicates (MinHash) removed before the split, benchmark texts removed from the corpus.',
}

/** Metrics of a goal, the deciding one first. */
export const metrics: Readonly<Record<Goal, readonly string[]>> = {
  classify: ['macro-F1', 'recall of each class', 'calibration (expected calibration error)'],
  tag: ['F1 of whole mentions (exact borders and type)', 'F1 of each type'],
  search: [`recall@${retrieved}`, 'NDCG@10'],
  answer: [
    'share of correct answers',
    'faithfulness (every claim stands in a cited passage)',
    `recall@${retrieved} of what is retrieved`,
    'refusal rate where nothing is to be found',
  ],
  write: ['share of answers that pass the task checks', 'wins in blind pairs judged by people'],
  summarise: [
    'share of claims that the source supports',
    'coverage of decisions and facts from a checklist',
    'ROUGE-L as an alarm only',
  ],
  translate: ['COMET', 'chrF', 'errors of terms and numbers, judged by a translator'],
  adapt: [
    'share of answers that pass the task checks (format, content)',
    'wins in blind pairs judged by people',
    'a general test set, so that nothing else was lost',
  ],
  pretrain: ['perplexity on held-out documents', 'few-shot accuracy on the tasks it is for'],
}

/** The one by which weights are kept and the baseline is replaced. */
export const decidingMetric = (problem: TextProblem): string => {
  if (problem.goal === 'classify' && problem.multiLabel) return 'macro-F1'
  return (metrics[problem.goal][0] ?? 'quality').replace(/ \(.*/, '')
}

export function evaluation(problem: TextProblem, { kind }: TextFamily): string[] {
  const { goal, brief, languages } = problem
  const asked = brief.targets.metric?.value
  const names = metrics[goal]
  const own = asked && !names.some((name) => name.toLowerCase().includes(asked.toLowerCase()))
  const groups = languages.length > 1 ? ', each by language' : ''
  const deciding = decidingMetric(problem)
  return [
    splits[goal],
    `Metrics: ${listed([...(own ? [`${asked} (asked for)`] : []), ...names])}${groups}.`,
    ...extra(problem),
    kind === 'baseline'
      ? `This is the bar: another model ships only if it beats this one in ${deciding}.`
      : `Stop rule: unless ${deciding} is at least ${plain(leastLift * 100)}% better than the baseline's, relative to what it misses, the baseline ships instead.`,
  ]
}

function extra(problem: TextProblem): string[] {
  const { goal, classes, examples } = problem
  if (goal === 'classify') {
    const each = Math.floor((0.1 * examples) / Math.max(1, classes))
    return [
      'A separate set of texts that belong to no class: the share that is caught by the confidence threshold.',
      ...(examples > 0 && each < 30
        ? [
            `The test set holds about ${counted(each, 'text')} a class: use 5-fold cross-validation, and give intervals by bootstrap.`,
          ]
        : []),
    ]
  }
  return []
}
