/** What the model is to do: the words that name a task, and what the other facts say of the target. */
import type { Brief } from './brief.js'
import { firstPlaces, placesOf } from './domain-together.js'
import { type Draft, wordsOf } from './draft.js'
import { speechToText } from './modalities.js'
import { countNoun } from './nouns.js'
import { taskWords } from './task-words.js'
import { type Task, tasksOf } from './tasks.js'
import { ballotOf, type Evidence, vote } from './votes.js'
import { taskPairs } from './word-pairs.js'
import { asksYesOrNo, saysYesOrNo } from './yes-or-no.js'

const votesOf = ballotOf<Task>(taskWords)

const leastScore = 1.5
/** What was understood before counts against a passing word. */
const known = 4
/** A fact about the target outweighs a word. */
const sure = 6
const likely = 3

/** Above so many vectors a search over all of them no longer answers at once (exact search is fine below ~200k). */
const mostScoredAtOnce = 200_000
/** And where somebody waits, a ranker with features scores fewer: above these a first model chooses. */
const mostScoredOnline = 20_000

/** @param before what was understood before this text */
export function readTask(draft: Draft, before?: Task): void {
  const { brief, tokens } = draft
  const domain = brief.domain?.value
  if (!domain) return
  const own: readonly Task[] = tasksOf[domain]
  const evidence = new Map([...votesOf(tokens)].filter(([task]) => own.includes(task)))
  if (before && own.includes(before)) vote(evidence, before, known, 0, 0, 0)
  const weigh = (task: Task, weight: number) => {
    if (own.includes(task)) vote(evidence, task, weight, -1, -1, 0)
  }
  for (const [task, weight] of saidByFacts(brief)) weigh(task, weight)
  const firsts = firstPlaces(tokens)
  for (const { names, weight, groups } of taskPairs)
    if (own.includes(names) && placesOf(tokens, firsts, groups)) weigh(names, weight)
  const chat = tokens.some(({ text }) => /^(chatbot|assistant|copilot)$/.test(text))
  // A chatbot that is given documents answers from them.
  if (chat && tokens.some(({ text }) => countNoun(text) === 'documents')) weigh('question answering', known)
  if (asksYesOrNo(tokens)) weigh('binary classification', likely)
  // "Person detection yes/no" asks of the whole picture.
  if (tokens.some((_, i) => saysYesOrNo(tokens, i))) weigh('image classification', known)
  if (speechToText(tokens)) weigh('speech recognition', sure)
  const [best] = [...evidence].sort(([, a], [, b]) => b.score - a.score)
  if (best && best[1].score >= leastScore) putTask(draft, best[0], best[1])
  else if (brief.task && !own.includes(brief.task.value)) delete brief.task
}

function putTask(draft: Draft, value: Task, { heaviest }: Evidence): void {
  const { brief, source } = draft
  if (brief.task?.value === value) return
  const words = heaviest.weight > 0 ? wordsOf(draft, heaviest.first, heaviest.last) : brief.domain?.words
  brief.task = {
    value,
    source: heaviest.weight > 0 ? source : (brief.domain?.source ?? source),
    ...(words && { words }),
  }
}

/** What the facts say of the target, and how surely. */
function saidByFacts(brief: Brief): (readonly [Task, number])[] {
  const found: (readonly [Task, number])[] = []
  const say = (when: boolean | undefined, task: Task, weight: number) => {
    if (when) found.push([task, weight])
  }
  classesSay(brief, say)
  decisionsSay(brief, say)
  anomaliesSay(brief, say)
  severalSay(brief, say)
  const { data, targets } = brief
  say(targets.output?.value === 'intervals', 'probabilistic forecasting', sure)
  say(true, 'forecasting', leastScore)
  say(true, 'recommendation', leastScore)
  say(true, 'signal classification', leastScore)
  const most = targets.latency ? mostScoredOnline : mostScoredAtOnce
  say((data.items?.value ?? 0) > most, 'retrieval + ranking', sure)
  say(data.positiveRate !== undefined && data.interactions !== undefined, 'click prediction', 1)
  say(data.fields !== undefined, 'document information extraction', sure)
  say(data.corpusTokens !== undefined, 'LLM pre-training', likely)
  say(data.fullTraining?.value, 'LLM fine-tuning', likely)
  say(data.manyGraphs?.value && data.classes === undefined, 'molecular property regression', 1)
  return found
}

type Say = (when: boolean | undefined, task: Task, weight: number) => void

function classesSay({ data }: Brief, say: Say): void {
  const classes = data.classes?.value
  const several = data.multiLabel?.value === true
  const rare = data.positiveRate !== undefined || data.positives !== undefined
  const many = classes !== undefined && classes > 2
  for (const task of ['image', 'text', 'audio', 'signal'] as const) {
    say(classes !== undefined && !several, `${task} classification`, likely)
    say(several, `multi-label ${task} classification`, sure)
  }
  for (const task of ['image', 'text', 'audio', 'signal'] as const)
    say(rare, `${task} classification`, leastScore)
  say(several, 'multi-label classification', sure)
  say(data.labels?.value === 'none', 'clustering', likely)
  say(many && !several, 'multi-class classification', sure)
  say(classes === 2 || rare, 'binary classification', likely)
  say(classes !== undefined, 'multimodal classification', likely)
  say(classes !== undefined, 'node classification', likely)
  say(rare, 'node classification', likely)
  // "Which molecules …" asks of whole graphs, not of nodes.
  say(data.manyGraphs?.value && data.nodes === undefined, 'molecular property classification', leastScore)
  say(data.manyGraphs?.value && (classes !== undefined || rare), 'molecular property classification', likely)
}

function decisionsSay({ data }: Brief, say: Say): void {
  say(data.actions?.value === 'continuous', 'continuous control', likely)
  say(data.actions?.value === 'discrete' && data.sequential?.value !== false, 'discrete control', 2)
  // What a simulator goes on from has a next state.
  say(data.simulator?.value === true && data.actions?.value !== 'continuous', 'discrete control', likely)
  say(data.sequential?.value === false, 'bandit', sure)
  say(
    data.mayExplore?.value === false && data.simulator?.value !== true,
    'offline reinforcement learning',
    sure,
  )
  say(
    data.loggedDecisions !== undefined && data.simulator?.value !== true,
    'offline reinforcement learning',
    1,
  )
}

/** With so many labelled cases a model is trained on them; fewer only check one. */
const enoughLabelled = 100

function anomaliesSay({ data }: Brief, say: Say): void {
  const labelled = Math.max(data.labelled?.value ?? 0, data.positives?.value ?? 0)
  const none = data.labels?.value === 'none'
  const several = (data.channels?.value ?? 1) > 1
  say(none && !several, 'unsupervised anomaly detection', sure)
  say(none && several, 'unsupervised multivariate anomaly detection', sure)
  say(
    data.labels?.value === 'few' || (labelled > 0 && labelled < enoughLabelled),
    'semi-supervised anomaly detection',
    sure,
  )
  say(
    !none && (labelled >= enoughLabelled || data.labels?.value === 'enough'),
    'supervised anomaly detection',
    sure,
  )
  // Without labels but with classes to sort into, the classes are asked for by name.
  const named = (data.classes?.value ?? 0) > 2
  say(none && !named, 'visual anomaly detection', sure)
  // Speech without its words has no labels either.
  say(none && !named, 'audio anomaly detection', likely)
}

function severalSay({ data }: Brief, say: Say): void {
  const kinds = data.taskKinds?.value ?? []
  const [classes, numbers] = [kinds.includes('classification'), kinds.includes('regression')]
  say(classes && numbers, 'classification + regression', sure)
  say(classes && !numbers, 'several classifications', sure)
  say(numbers && !classes, 'several regressions', sure)
}
