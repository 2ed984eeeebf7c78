/** What the tasks of several inputs have in common: what comes out, and so which families may do them. */
import type { Task } from '../../brief/tasks.js'
import type { Noun } from '../problem.js'

/** `extract` fields from documents, `retrieve` across kinds of input, `describe` in words, `classify`, `regress`. */
export type Goal = 'extract' | 'retrieve' | 'describe' | 'classify' | 'regress'

const goals: Partial<Record<Task, Goal>> = {
  'document information extraction': 'extract',
  'image-text retrieval': 'retrieve',
  'image captioning': 'describe',
  'visual question answering': 'describe',
  'multimodal classification': 'classify',
  'multimodal regression': 'regress',
}

/** The goal of a task; of one that is none of several inputs, to classify. */
export const goalOf = (task: Task | undefined): Goal => (task && goals[task]) ?? 'classify'

export const answerNouns: Readonly<Record<Goal, Noun>> = {
  extract: { one: 'page', many: 'extractions' },
  retrieve: { one: 'search', many: 'searches' },
  describe: { one: 'description', many: 'descriptions' },
  classify: { one: 'decision', many: 'decisions' },
  regress: { one: 'prediction', many: 'predictions' },
}
export const replyNoun: Noun = { one: 'reply', many: 'replies' }
export const answeredNoun: Noun = { one: 'answered question', many: 'answered questions' }

export const exampleNouns: Readonly<Record<Goal, Noun>> = {
  extract: { one: 'annotated document', many: 'annotated documents' },
  retrieve: { one: 'pair of image and text', many: 'pairs of image and text' },
  describe: { one: 'described example', many: 'described examples' },
  classify: { one: 'labelled example', many: 'labelled examples' },
  regress: { one: 'example with its value', many: 'examples with their values' },
}
