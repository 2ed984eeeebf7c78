/** The implementation plan around a family's own steps, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import { buildSteps } from '../plan.js'
import { decidingMetric, firstLabels, goldenQuestions, goldenSetOf, judged } from './evaluation.js'
import type { TextFamily } from './family.js'
import { type Goal, isWriting } from './goal.js'
import { servingStep } from './precision.js'
import { passageTokens, type TextProblem } from './problem.js'

const contracts: Readonly<Record<Goal, string>> = {
  classify:
    'one row per text with label, language, source and time; quoted mail, signatures and personal data removed; near duplicates found by MinHash',
  tag: 'one row per text with character offsets of every mention; offsets survive cleaning; overlapping mentions refused',
  search: `documents cut into passages of ${passageTokens} tokens that keep their heading, each with document, version and who may read it`,
  answer: `documents cut into passages of ${passageTokens} tokens that keep their heading, each with document, version and who may read it`,
  write: 'prompt, answer, source and time of every example; personal data removed',
  summarise: 'source, summary, speaker turns and time; sources longer than the window cut at topic borders',
  translate:
    'aligned sentence pairs with document and time; pairs of odd length ratio, wrong language or equal sides removed',
  adapt:
    'prompt, answer, source and time of every example in the chat template of the model; answers checked by a person',
  pretrain:
    'documents with source and licence; language filter, near duplicates removed, personal data masked, shuffled once',
}

const storyContract =
  'a story as numbered sentences, oldest first, with its question, the one-word answer and the numbers of the sentences that support it'

const baselines: Readonly<Record<Goal, string>> = {
  classify: 'TF-IDF and a linear model',
  tag: 'a CRF on word features and lists',
  search: 'BM25',
  answer: 'the instruct model without retrieval or tuning',
  write: 'the instruct model with a prompt and five examples',
  summarise: 'the instruct model with a prompt',
  translate: 'the published translation model without tuning',
  adapt: 'the instruct model with a prompt and five examples',
  pretrain: 'the open model with a prompt',
}

const watches: Readonly<Record<Goal, string>> = {
  classify:
    'the share of unsure answers and of each class by week, and macro-F1 on 100 newly labelled texts a month',
  tag: 'mentions per text and type, and F1 on 50 newly annotated texts a month',
  search: 'questions without a click, and recall on the golden set at every change of index or model',
  answer: `the share of refusals and of thumbs down, and all ${goldenQuestions} golden questions at every change of documents, prompt or model`,
  write: 'thumbs down, length and refusals by week, and the golden prompts at every change',
  summarise: 'corrections by readers, and the golden summaries at every change of prompt or model',
  translate: 'corrections by translators by language pair, and the test set at every change',
  adapt: 'task checks on every answer, thumbs down by week, and the golden prompts at every change',
  pretrain: 'loss by source while it trains, and the few-shot tasks at every checkpoint',
}

/** Labelled texts from which a linear model, or a tagger on word features, is the better bar than rules. */
export const labelsForLearning = 50

/** The bar of a problem: where hardly anything is labelled nothing can learn one. */
const baselineOf = ({ goal, examples, isStory }: TextProblem): string =>
  isStory
    ? 'the last word of the newest sentence that shares most words with the question'
    : (goal === 'classify' || goal === 'tag') && examples < labelsForLearning
      ? 'keywords and patterns'
      : baselines[goal]

/** Where nothing is labelled the first thing is to label what judges all that follows. */
const labelling = ({ goal, examples }: TextProblem): string[] =>
  (goal === 'classify' || goal === 'tag') && examples === 0
    ? [
        `Label ${firstLabels} texts drawn at random in \`src/label.py\`, two people on a tenth of them, by a page of rules with borderline cases: ${firstLabels - judged} to choose by, ${judged} to judge by, and later the start of a training set.`,
      ]
    : []

/** Where there is no example, what judges is made first. */
function goldenStep(problem: TextProblem): string[] {
  const golden = goldenSetOf(problem)
  return golden ? [`Make the golden set in \`src/golden.py\` before anything else: ${golden}.`] : []
}

/** Points of the deciding metric that are lost before somebody acts. */
const leastFall = 5

function fallen(problem: TextProblem): string {
  const metric = decidingMetric(problem)
  return problem.goal === 'pretrain'
    ? `${metric} are ${leastFall}% above those at release`
    : `${metric} is ${leastFall} points below that at release`
}

/** @param own the family's steps; the files of all the others are listed by `planFiles` */
export function plan(problem: TextProblem, { kind }: TextFamily, own: readonly string[]): string[] {
  const { goal } = problem
  const unsure =
    goal === 'classify' || goal === 'tag'
      ? ' Under the confidence threshold, chosen on validation for the precision you need, it answers "unsure" and a person decides.'
      : goal === 'answer' && !problem.isStory
        ? ' It filters by who may read before it retrieves, cites passage ids, and says so when nothing is found.'
        : ''
  return [
    `Pin the data contract in \`src/data.py\`: ${problem.isStory ? storyContract : contracts[goal]}.`,
    ...labelling(problem),
    ...goldenStep(problem),
    kind === 'baseline'
      ? `Build ${baselineOf(problem)} in \`src/baseline.py\`; it is the bar, and the fallback later.`
      : `Compute the bar in \`src/baseline.py\` before any other model: ${baselineOf(problem)}.`,
    ...own,
    `Judge in \`src/evaluate.py\`: the metrics above with bootstrap intervals, errors read by a person, against the bar.`,
    `Serve from \`src/serve.py\`: load once, check length and language, log inputs as policy allows.${unsure}`,
    `Watch ${problem.isStory ? 'wrong answers that players or testers report, and the test stories at every change of the stories or the model' : watches[goal]}; look again when ${fallen(problem)}, and keep the baseline as the fallback.`,
  ]
}

export const planFiles = (problem: TextProblem, own: readonly PlannedFile[]): PlannedFile[] => [
  { path: 'src/data.py', purpose: 'data contract, cleaning, split' },
  ...(labelling(problem).length > 0
    ? [{ path: 'src/label.py', purpose: 'draws texts to label and keeps the answers' }]
    : []),
  ...(goldenSetOf(problem)
    ? [{ path: 'src/golden.py', purpose: 'draws and keeps the golden set, apart from all else' }]
    : []),
  { path: 'src/baseline.py', purpose: `${baselineOf(problem)}: the bar` },
  ...own,
  { path: 'src/evaluate.py', purpose: 'metrics, intervals, stop rule' },
  { path: 'src/serve.py', purpose: 'loads the model, checks what comes in, answers' },
]

/** Of a proposal with several networks the file holds one: the one that learns. */
const ofMainPart = (steps: readonly string[]): string[] =>
  steps.map((step) => step.replace('{{params}} parameters', '{{trainableParams}} trainable parameters'))

/** What the plans of networks that classify, tag or compare share: build, train, export, quantise. */
export const networkSteps = (problem: TextProblem, what: string): string[] => [
  ...ofMainPart(buildSteps(problem, what, isWriting(problem.goal) ? 'loss' : decidingMetric(problem))),
  ...(problem.onCpu ? [servingStep(problem, decidingMetric(problem))] : []),
]
