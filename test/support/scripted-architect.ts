/** An architect that does as told: it asks once, then repeats what it was told, so that a test can count words. */
import type { Architect, Conversation, Step, StepContext } from '../../src/architect/architect.js'
import type { Question } from '../../src/design/question.js'

export const seriesQuestion: Question = {
  id: 'series-count',
  text: 'How many series?',
  why: 'With fewer than ten the baseline wins.',
  choices: [
    { id: 'few', label: 'fewer than 10' },
    { id: 'many', label: 'more than 10' },
  ],
  default: 'many',
}

/** First a question, then `heard: a | b` for every turn's words. */
export function echoStep({ transcript, unread }: Conversation): Step {
  if (!transcript.some((entry) => entry.kind === 'ask'))
    return { kind: 'ask', questions: [seriesQuestion], understood: [] }
  return { kind: 'say', text: `heard: ${unread.map((entry) => entry.text).join(' | ')}` }
}

export interface ScriptedArchitect extends Architect {
  /** What it was asked, newest last. */
  readonly seen: Conversation[]
  calls: number
}

export function scriptedArchitect(
  next: (conversation: Conversation, context: StepContext) => Step | Promise<Step> = echoStep,
): ScriptedArchitect {
  const architect: ScriptedArchitect = {
    name: 'scripted',
    seen: [],
    calls: 0,
    async next(conversation, context) {
      architect.calls += 1
      architect.seen.push(conversation)
      return next(conversation, context)
    },
  }
  return architect
}
