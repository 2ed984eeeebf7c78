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

/** Texts that are labelled first where nothing is, and those of them that judge: enough for six points at 75%. */
export const firstLabels = 300
export const judged = 200

const unlabelled = `Split: of the first ${firstLabels} labelled texts ${judged} judge and are touched once, the others choose prompts, rules, descriptions and thresholds; threads and near duplicates stay on one side.`

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

/** What judges where there is no example at all, made before anything is built. */
const goldenSets: Partial<Readonly<Record<Goal, string>>> = {
  write: `${grouped(goldenQuestions)} prompts from real use, each with what a good answer must hold and must not say`,
  summarise:
    '50 texts with a checklist of the decisions, facts and figures that a summary must hold, made by two people',
  translate: `${grouped(goldenQuestions)} sentences of each direction from different documents, translated by a translator, with a list of terms`,
  adapt: `${grouped(goldenQuestions)} prompts from real use, each with what a good answer must hold and must not say`,
}
export const goldenSetOf = ({
  goal,
  examples,
}: Pick<TextProblem, 'goal' | 'examples'>): string | undefined =>
  examples === 0 ? goldenSets[goal] : undefined

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
  // Comparable between tokenizers, which perplexity is not (Gao et al., The Pile, 2020).
  pretrain: ['bits per byte on held-out documents', 'few-shot accuracy on the tasks it is for'],
}

/** Of questions on a story that comes with each of them. */
const storyMetrics = [
  'share of correct answers',
  'share by kind of question',
  'share in which a supporting sentence has most of the attention',
]
const metricsOf = ({ goal, isStory }: TextProblem): readonly string[] =>
  isStory ? storyMetrics : metrics[goal]

/** The one by which weights are kept and the baseline is replaced. */
export const decidingMetric = (problem: TextProblem): string => {
  if (problem.goal === 'classify' && problem.multiLabel) return 'macro-F1'
  const name = (metrics[problem.goal][0] ?? 'quality').replace(/ \(.*/, '')
  return name.startsWith('share') ? `the ${name}` : name
}

export function evaluation(problem: TextProblem, { kind }: TextFamily): string[] {
  const { brief, languages } = problem
  const asked = brief.targets.metric?.value
  const names = metricsOf(problem)
  const own = asked && !names.some((name) => name.toLowerCase().includes(asked.toLowerCase()))
  const groups = languages.length > 1 ? ', each by language' : ''
  const deciding = decidingMetric(problem)
  return [
    splitWords(problem),
    ...(problem.goal === 'search' && problem.examples > 0
      ? [
          'Pairs: the newest tenth validates, the others train; the same question, written alike, stays on one side. Pairs that come from clicks prefer what was shown first, so they never judge.',
        ]
      : []),
    `Metrics: ${listed([...(own ? [`${asked} (asked for)`] : []), ...names])}${groups}.`,
    ...extra(problem),
    stopRule(problem, kind, deciding),
  ]
}

function stopRule({ goal }: TextProblem, kind: TextFamily['kind'], deciding: string): string {
  if (kind === 'baseline')
    return `This is the bar: another model ships only if it beats this one in ${deciding}.`
  // Bits are lost, and not won.
  if (goal === 'pretrain')
    return `Stop rule: unless ${deciding} are at least ${plain(leastLift * 100)}% lower than the baseline's, the baseline ships instead.`
  return `Stop rule: unless ${deciding} is at least ${plain(leastLift * 100)}% better than the baseline's, relative to what it misses, the baseline ships instead.`
}

function splitWords(problem: TextProblem): string {
  const golden = goldenSetOf(problem)
  if (problem.isStory)
    return 'Split by story, never by question: 80% to learn, 10% to choose, 10% touched once; names and places of the test stories also occur in training, but not in the same story.'
  if (golden) return `Golden set: ${golden}; touched once per release, nothing is learned from it.`
  return (problem.goal === 'classify' || problem.goal === 'tag') && problem.examples === 0
    ? unlabelled
    : splits[problem.goal]
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
