/**
 * Fills what nobody said of a problem with text: the task, how much is labelled, how long texts are, in which
 * languages. On a copy, every filled fact marked as assumed.
 */
import type { Brief, DeviceChoice } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { detectLanguage } from '../../brief/language.js'
import type { Task } from '../../brief/tasks.js'
import { completeSetting, defaultOnlineMs, defaultTrainingDevice } from '../defaults.js'
import { asksForMemory, type Goal, goalOf, isWriting } from './goal.js'

/** Starting values for what nobody said. */
export const defaultClasses = 8
const defaultExamplesPerClass = 200
const defaultEntityTypes = 5
const defaultTaggedTexts = 2_000
const defaultWritingPairs = 2_000
export const defaultDocuments = 10_000
/** The larger of the two sets that memory networks were published on. */
const defaultStoryQuestions = 10_000
/** Fifty sentences of six words (bAbI; Weston et al., 2015). */
const storyTokens = 400
const defaultSentencePairs = 20_000
/** English text is roughly four bytes a token: 50 GB of it. */
const defaultCorpusTokens = 12.5e9

/** Tokens of a text that is read, by what is done with it. */
export const defaultTokens: Readonly<Record<Goal, number>> = {
  classify: 128,
  tag: 128,
  // Of a document that is found or answered from: some two pages.
  search: 1_000,
  answer: 1_000,
  write: 400,
  summarise: 4_096,
  translate: 128,
  adapt: 1_024,
  pretrain: 2_048,
}

/** Answers that somebody waits for while they are written. */
const waiting: readonly Goal[] = ['answer', 'write']
const defaultWritingSeconds = 30

/** The brief with every fact that a problem with text needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data, constraints, targets } = brief
  const task = brief.task ?? assumed(usualTask(brief))
  const goal = goalOf({ ...brief, task })
  const isStory = goal === 'answer' && asksForMemory(brief)
  const classes =
    data.classes ??
    (goal === 'classify'
      ? assumed(usualClasses(brief))
      : goal === 'tag'
        ? assumed(defaultEntityTypes)
        : undefined)
  const labelled =
    data.labelled ??
    (data.labels?.value === 'none'
      ? { ...data.labels, value: 0 }
      : assumed(usualExamples(brief, goal, classes?.value ?? 1)))
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('language' as const),
    task,
    data: {
      ...data,
      ...(classes && { classes }),
      ...(goal === 'pretrain'
        ? { corpusTokens: data.corpusTokens ?? assumed(defaultCorpusTokens) }
        : { labelled }),
      ...(usesDocuments(goal) && !isStory && { documents: data.documents ?? assumed(usualDocuments(brief)) }),
      sequenceLength: data.sequenceLength ?? assumed(isStory ? storyTokens : defaultTokens[goal]),
      languages: data.languages ?? assumed([usualLanguage(brief)]),
    },
    targets: { ...targets, ...latencyOf(brief, goal) },
    constraints: { ...constraints, servingDevice: constraints.servingDevice ?? servingOf(brief, goal) },
  }
  return completeSetting(
    goal === 'pretrain' ? withLongTraining(known) : known,
    isWriting(goal) ? 'batch' : 'online',
  )
}

/** What a text is or is not: spam, phishing, hate. */
const yesOrNo = /\b(spam|phishing|toxi\w*|hate speech|hasskommentare?|fake news|clickbait|sarcas\w*|nsfw)/i
/** Positive, neutral, negative. */
const polarity = /\b(sentiment\w*|polarity|stimmung\w*)/i
const usualClasses = ({ request, task }: Brief): number =>
  task?.value === 'multi-label text classification'
    ? defaultClasses
    : yesOrNo.test(request)
      ? 2
      : polarity.test(request)
        ? 3
        : defaultClasses

/** Whoever writes in German of texts, and names no language, has German ones. */
function usualLanguage({ request }: Brief): string {
  const own = detectLanguage(request)
  return own === 'unknown' ? 'en' : own
}

/** A reader waits for an answer; a device at the edge answers as soon as a service would. */
function latencyOf({ targets, constraints }: Brief, goal: Goal): Pick<Brief['targets'], 'latency'> {
  const mode = constraints.deployment?.value
  if (targets.latency || mode === 'batch') return {}
  if (waiting.includes(goal))
    return { latency: assumed({ ms: 1000 * defaultWritingSeconds, percentile: 95 }) }
  return mode === 'edge' && !isWriting(goal)
    ? { latency: assumed({ ms: defaultOnlineMs, percentile: 99 }) }
    : {}
}

/** A language is not learned in a day: weeks of one machine, and what they cost. */
const pretrainingHours = 14 * 24
const pretrainingUsd = 10_000
const withLongTraining = (brief: Brief): Brief => ({
  ...brief,
  constraints: {
    ...brief.constraints,
    trainingHours: brief.constraints.trainingHours ?? assumed(pretrainingHours),
    budgetUsd: brief.constraints.budgetUsd ?? assumed(pretrainingUsd),
  },
})

/** What the facts speak for where no task was read: documents to search, classes to choose from. */
function usualTask({ data, constraints }: Brief): Task {
  if (data.corpusTokens) return 'LLM pre-training'
  if (data.modelParams || data.fullTraining) return 'LLM fine-tuning'
  if (data.classes || data.examplesPerClass || data.multiLabel)
    return data.multiLabel?.value ? 'multi-label text classification' : 'text classification'
  if (data.documents) return 'search'
  if (constraints.wantedFamilies?.value.includes('rag')) return 'question answering'
  if (constraints.wantedFamilies?.value.some((word) => word === 'llm' || word === 'lora')) return 'generation'
  return 'text classification'
}

const usesDocuments = (goal: Goal) => goal === 'search' || goal === 'answer'

/** Documents that were counted as rows are the collection, unless they were said to be labelled. */
function usualDocuments({ data }: Brief): number {
  return data.rows && data.rows.value > 0 ? data.rows.value : defaultDocuments
}

function usualExamples(brief: Brief, goal: Goal, classes: number): number {
  const { data } = brief
  if (data.labels?.value === 'none') return 0
  if (data.examplesPerClass) return data.examplesPerClass.value * classes
  // Rows of what is classified or written are examples; documents of a collection are not.
  if (data.rows && data.rows.value > 0 && !usesDocuments(goal)) return data.rows.value
  const usual: Readonly<Record<Goal, number>> = {
    classify: defaultExamplesPerClass * classes,
    tag: defaultTaggedTexts,
    // Judged pairs of question and passage are rarely there at the start.
    search: 0,
    answer: asksForMemory(brief) ? defaultStoryQuestions : 0,
    // Who names a model to serve has not spoken of examples.
    write: data.modelParams ? 0 : defaultWritingPairs,
    summarise: defaultWritingPairs,
    translate: defaultSentencePairs,
    adapt: defaultWritingPairs,
    pretrain: 0,
  }
  return usual[goal]
}

/** A network that writes answers from the card it is trained on; the others from a CPU. */
function servingOf({ constraints }: Brief, goal: Goal): Brief['constraints']['servingDevice'] {
  if (!isWriting(goal)) return constraints.servingDevice
  const trained: DeviceChoice = constraints.trainingDevice?.value ?? { ...defaultTrainingDevice }
  // One card answers; the others, where there are more, serve copies.
  const count = trained.id.startsWith('cpu-core') ? trained.count : 1
  return assumed({ id: trained.id, count })
}
