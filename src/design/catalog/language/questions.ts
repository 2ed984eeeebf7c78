/** What can be asked of a problem with text: labels, languages, length, documents, pairs. */
import { type Askable, answered, usualIf, withData } from '../../asking/askable.js'
import { amounts } from '../../asking/choices.js'
import type { Brief } from '../../brief/brief.js'
import { counted, grouped } from '../../brief/facts.js'
import { type Goal, goalOf } from './goal.js'

const goalIn = (brief: Brief, ...goals: Goal[]) => goals.includes(goalOf(brief))

const labelled: Askable = {
  id: 'labelled',
  text: 'How many labelled texts are there?',
  isKnown: ({ data }) =>
    data.labelled !== undefined || data.examplesPerClass !== undefined || data.labels !== undefined,
  choices: (brief) =>
    goalIn(brief, 'classify', 'tag')
      ? amounts(
          brief.data.labelled?.value ?? 0,
          [0, 300, 20_000, 200_000],
          (n) => (n === 0 ? 'no labelled texts' : counted(n, 'labelled text')),
          (said, n, label) => withData(said, { labelled: answered(n, label) }),
        )
      : [],
}

const pairs: Askable = {
  id: 'pairs',
  text: 'How many good examples are there (a question, text or prompt with its right answer)?',
  isKnown: ({ data }) => data.labelled !== undefined || data.labels !== undefined,
  choices: (brief) =>
    goalIn(brief, 'write', 'summarise', 'translate', 'adapt', 'search')
      ? amounts(
          brief.data.labelled?.value ?? 0,
          [0, 2_000, 50_000],
          (n) => (n === 0 ? 'no pairs' : counted(n, 'pair')),
          (said, n, label) => withData(said, { labelled: answered(n, label) }),
        )
      : [],
}

const classes: Askable = {
  id: 'classes',
  text: 'How many classes or kinds of mention are there?',
  isKnown: ({ data }) => data.classes !== undefined,
  choices: (brief) =>
    goalIn(brief, 'classify', 'tag')
      ? amounts(
          brief.data.classes?.value ?? 0,
          [2, 50],
          (n) => counted(n, 'class', 'classes'),
          (said, n, label) => withData(said, { classes: answered(n, label) }),
        )
      : [],
}

const languages: Askable = {
  id: 'languages',
  text: 'Which languages are the texts in?',
  isKnown: ({ data }) => data.languages !== undefined,
  choices: () =>
    (
      [
        ['english', 'English only', ['en']],
        ['european', 'English, German and French', ['en', 'de', 'fr']],
        ['many', 'English, Spanish, Arabic, Chinese and Japanese', ['en', 'es', 'ar', 'zh', 'ja']],
      ] as const
    ).map(([id, label, codes]) => ({
      id,
      label,
      ...usualIf(id === 'english'),
      apply: (brief) => withData(brief, { languages: answered([...codes], label) }),
    })),
}

const length: Askable = {
  id: 'length',
  text: 'How long are the texts?',
  isKnown: ({ data }) => data.sequenceLength !== undefined,
  choices: (brief) =>
    goalIn(brief, 'search', 'answer', 'pretrain')
      ? []
      : amounts(
          brief.data.sequenceLength?.value ?? 0,
          [64, 512, 8_192],
          (n) => `up to ${counted(n, 'token')}`,
          (said, n, label) => withData(said, { sequenceLength: answered(n, label) }),
        ),
}

const documents: Askable = {
  id: 'documents',
  text: 'How many documents are there to search?',
  isKnown: ({ data }) => data.documents !== undefined || data.rows !== undefined,
  choices: (brief) =>
    goalIn(brief, 'search', 'answer')
      ? amounts(
          brief.data.documents?.value ?? 0,
          [1_000, 1_000_000],
          (n) => counted(n, 'document'),
          (said, n, label) => withData(said, { documents: answered(n, label) }),
        )
      : [],
}

const corpus: Askable = {
  id: 'corpus',
  text: 'How many tokens of text are there?',
  isKnown: ({ data }) => data.corpusTokens !== undefined,
  choices: (brief) =>
    goalIn(brief, 'pretrain')
      ? amounts(
          brief.data.corpusTokens?.value ?? 0,
          [1e9, 1e11],
          (n) => `${grouped(n / 1e9)} billion tokens`,
          (said, n, label) => withData(said, { corpusTokens: answered(n, label) }),
        )
      : [],
}

/** In the order in which they are asked where their answers change equally much. */
export const textAskables: readonly Askable[] = [
  labelled,
  pairs,
  documents,
  corpus,
  languages,
  length,
  classes,
]
