/** What the tasks of language have in common: what goes in, what comes out, and so which families may do them. */
import type { Brief } from '../../brief/brief.js'
import type { Task } from '../../brief/tasks.js'
import type { Noun } from '../problem.js'

/**
 * `classify` a text, `tag` its words, `search` a collection, `answer` from one, `write` freely, `summarise`,
 * `translate`, `adapt` a language model to a task or style, `pretrain` one.
 */
export type Goal =
  | 'classify'
  | 'tag'
  | 'search'
  | 'answer'
  | 'write'
  | 'summarise'
  | 'translate'
  | 'adapt'
  | 'pretrain'

const goals: Partial<Record<Task, Goal>> = {
  'text classification': 'classify',
  'multi-label text classification': 'classify',
  'named entity recognition': 'tag',
  search: 'search',
  'question answering': 'answer',
  generation: 'write',
  summarisation: 'summarise',
  translation: 'translate',
  'LLM fine-tuning': 'adapt',
  'LLM pre-training': 'pretrain',
}

/** Who names a memory network has small stories and questions on them. */
export const asksForMemory = ({ constraints, request }: Pick<Brief, 'constraints' | 'request'>): boolean =>
  constraints.wantedFamilies?.value.includes('memory network') ||
  /\bmemory networks?\b|\bmemn2n\b/i.test(request)

/**
 * The goal of a brief: that of its task; of one that is none of language, to classify. A model that is "fine-tuned" to
 * tell classes apart is a classifier, unless a language model was named.
 */
export function goalOf({ task, data, constraints }: Pick<Brief, 'task' | 'data' | 'constraints'>): Goal {
  const goal = (task && goals[task.value]) ?? 'classify'
  const wanted = constraints.wantedFamilies?.value ?? []
  const isNamed = data.modelParams !== undefined || wanted.some((word) => word === 'llm' || word === 'lora')
  // BERT and its like are fine-tuned to tell texts apart; they do not write.
  const tellsApart =
    data.classes !== undefined || data.examplesPerClass !== undefined || wanted.includes('transformer')
  return goal === 'adapt' && tellsApart && !isNamed ? 'classify' : goal
}

/** Goals whose answer is a text, written token by token. */
export const writing: readonly Goal[] = ['answer', 'write', 'summarise', 'translate', 'adapt', 'pretrain']
export const isWriting = (goal: Goal): boolean => writing.includes(goal)

export const answerNouns: Readonly<Record<Goal, Noun>> = {
  classify: { one: 'decision', many: 'decisions' },
  tag: { one: 'tagged text', many: 'tagged texts' },
  search: { one: 'search', many: 'searches' },
  answer: { one: 'answer', many: 'answers' },
  write: { one: 'answer', many: 'answers' },
  summarise: { one: 'summary', many: 'summaries' },
  translate: { one: 'translation', many: 'translations' },
  adapt: { one: 'answer', many: 'answers' },
  pretrain: { one: 'answer', many: 'answers' },
}

export const exampleNouns: Readonly<Record<Goal, Noun>> = {
  classify: { one: 'text', many: 'texts' },
  tag: { one: 'text', many: 'texts' },
  search: { one: 'pair of question and passage', many: 'pairs of question and passage' },
  answer: { one: 'pair of question and answer', many: 'pairs of question and answer' },
  write: { one: 'example', many: 'examples' },
  summarise: { one: 'pair of text and summary', many: 'pairs of text and summary' },
  translate: { one: 'sentence pair', many: 'sentence pairs' },
  adapt: { one: 'example', many: 'examples' },
  pretrain: { one: 'sequence', many: 'sequences' },
}
