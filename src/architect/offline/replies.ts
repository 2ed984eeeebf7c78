/** Replies read onto the brief: answers by button or form, and words that say facts. */
import { applyAnswer } from '../../design/asking/answers.js'
import { applyTask, taskQuestion } from '../../design/asking/vague.js'
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { readBrief } from '../../design/brief/read.js'
import type { Answer } from '../../design/question.js'
import type { AskEntry, UserEntry } from '../architect.js'
import { readAnswers } from './open-round.js'

export interface Replies {
  readonly brief: Brief
  /** An answer was given that a question has, also one that leaves no fact behind. */
  readonly answered: boolean
  readonly notes: readonly string[]
}

/** @param open the round of questions that nothing was designed after, if there is one */
export function readReplies(
  brief: Brief,
  entries: readonly UserEntry[],
  open: AskEntry | undefined,
): Replies {
  return entries.reduce<Replies>(
    (known, entry) => {
      if (entry.answers) return entry.answers.reduce(withAnswer, known)
      return entry.assumeRest ? known : withWords(known, entry.text, open)
    },
    { brief, answered: false, notes: [] },
  )
}

function withAnswer(known: Replies, answer: Answer): Replies {
  if (answer.question === taskQuestion) {
    const said = answer.choice ?? answer.words ?? ''
    const brief = applyTask(known.brief, said)
    return brief ? { ...known, brief, answered: true } : withFacts(known, said, 'answered')
  }
  const applied = applyAnswer(known.brief, answer)
  if (!applied.ok)
    return {
      ...known,
      notes: [
        ...known.notes,
        `Your answer about "${answer.question}" could not be read; what is assumed stands.`,
      ],
    }
  return { brief: applied.brief, answered: true, notes: [...known.notes, ...applied.notes] }
}

/** Answers to open questions first, as a bare value means something only to its question; then facts. */
function withWords(known: Replies, text: string, open: AskEntry | undefined): Replies {
  if (!open) return withFacts(known, text, 'stated')
  const { answers, assumed, rest, notes } = readAnswers(text, open.questions, known.brief)
  const answered = answers.reduce(withAnswer, known)
  const more = withFacts(answered, rest, 'answered')
  return { ...more, answered: more.answered || assumed.length > 0, notes: [...more.notes, ...notes] }
}

function withFacts(known: Replies, text: string, source: 'stated' | 'answered'): Replies {
  if (text.trim() === '') return known
  const reading = readBrief(text, known.brief, source)
  if (sameFacts(reading.brief, known.brief)) return known
  return { ...known, brief: reading.brief, notes: [...known.notes, ...reading.notes] }
}
