/**
 * Fills what nobody said of a problem with several inputs: which inputs, how many examples, classes, fields, items. On
 * a copy, every filled fact marked as assumed.
 */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import type { Task } from '../../brief/tasks.js'
import { usualLanguage } from '../../brief/usual-language.js'
import { completeSetting, defaultTrainingDevice } from '../defaults.js'
import { type Goal, goalOf } from './goal.js'

const defaultPairs = 20_000
export const defaultDocuments = 1_000
const defaultDescribed = 2_000
export const defaultClasses = 8
const defaultFields = 10
export const defaultItems = 100_000
export const defaultColumns = 20

const usualModalities: Readonly<Record<Goal, readonly string[]>> = {
  extract: ['image', 'text'],
  retrieve: ['image', 'text'],
  describe: ['image', 'text'],
  classify: ['image', 'text'],
  regress: ['image', 'text'],
}

/** The brief with every fact that a problem with several inputs needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data, constraints } = brief
  const task = brief.task ?? assumed(usualTask(brief))
  const goal = goalOf(task.value)
  const modalities = data.modalities ?? assumed([...usualModalities[goal]])
  const trained = constraints.trainingDevice?.value ?? defaultTrainingDevice
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('multimodal' as const),
    task,
    data: {
      ...data,
      modalities,
      labelled: data.labelled ?? assumed(usualExamples(brief, goal)),
      languages: data.languages ?? assumed([usualLanguage(brief)]),
      ...(goal === 'classify' && { classes: data.classes ?? assumed(usualClasses(brief)) }),
      ...(goal === 'extract' && { fields: data.fields ?? assumed(defaultFields) }),
      ...(goal === 'retrieve' && { items: data.items ?? assumed(usualItems(brief)) }),
      ...(modalities.value.includes('table') && {
        featureCount: data.featureCount ?? assumed(defaultColumns),
      }),
    },
    constraints: {
      ...constraints,
      // Two encoders for each request want the card that they were trained on.
      servingDevice:
        constraints.servingDevice ??
        assumed({ id: trained.id, count: trained.id.startsWith('cpu-core') ? trained.count : 1 }),
    },
  }
  return completeSetting(known, goal === 'extract' || goal === 'describe' ? 'batch' : 'online')
}

/** Fields are read out of documents, classes are chosen, videos described. */
function usualTask({ data }: Brief): Task {
  if (data.fields) return 'document information extraction'
  if (data.classes || data.examplesPerClass) return 'multimodal classification'
  if (data.items) return 'image-text retrieval'
  return 'multimodal classification'
}

function usualExamples({ data }: Brief, goal: Goal): number {
  if (data.labels?.value === 'none') return 0
  if (data.examplesPerClass) return data.examplesPerClass.value * (data.classes?.value ?? defaultClasses)
  const counted = data.rows?.value ?? data.documents?.value
  if (counted && goal !== 'retrieve') return counted
  return {
    extract: defaultDocuments,
    retrieve: defaultPairs,
    describe: defaultDescribed,
    classify: defaultPairs,
    regress: defaultPairs,
  }[goal]
}

/** "Detect hateful memes", "flag fakes": what is looked for is there or not. */
const looksFor = /^\W*(?:please |we (?:want|need) to )?(?:detect|flag|spot|catch) (?!which|what)/i

/** What is rare or looked for is there or not. */
const usualClasses = ({ data, request }: Brief): number =>
  data.positiveRate || data.positives || looksFor.test(request) ? 2 : defaultClasses

const usualItems = ({ data }: Brief): number => data.rows?.value ?? data.documents?.value ?? defaultItems
