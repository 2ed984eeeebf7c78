/** What can be asked of a problem with several inputs: examples, classes, items, fields, languages, what is missing. */
import { type Askable, answered, usualIf, withData } from '../../asking/askable.js'
import { amounts } from '../../asking/choices.js'
import type { Brief } from '../../brief/brief.js'
import { counted } from '../../brief/facts.js'
import { answeredNoun, exampleNouns, type Goal, goalOf } from './goal.js'

const goalIn = (brief: Brief, ...goals: Goal[]) => goals.includes(goalOf(brief.task?.value))

const examples: Askable = {
  id: 'labelled',
  text: 'How many examples with the right answer are there?',
  isKnown: ({ data }) =>
    data.labelled !== undefined || data.examplesPerClass !== undefined || data.labels !== undefined,
  choices(brief) {
    const { one, many } =
      brief.task?.value === 'visual question answering'
        ? answeredNoun
        : exampleNouns[goalOf(brief.task?.value)]
    return amounts(
      brief.data.labelled?.value ?? 0,
      // With none, nothing says what a value is.
      goalIn(brief, 'regress') ? [500, 2_000, 200_000] : [0, 2_000, 200_000],
      (n) => (n === 0 ? `no ${many}` : counted(n, one, many)),
      (said, n, label) => withData(said, { labelled: answered(n, label) }),
    )
  },
}

const items: Askable = {
  id: 'items',
  text: 'How many items are searched?',
  isKnown: ({ data }) => data.items !== undefined || data.rows !== undefined || data.documents !== undefined,
  choices: (brief) =>
    goalIn(brief, 'retrieve')
      ? amounts(
          brief.data.items?.value ?? 0,
          [5_000, 10_000_000],
          (n) => counted(n, 'item'),
          (said, n, label) => withData(said, { items: answered(n, label) }),
        )
      : [],
}

const fields: Askable = {
  id: 'fields',
  text: 'How many fields are read out of a document?',
  isKnown: ({ data }) => data.fields !== undefined,
  choices: (brief) =>
    goalIn(brief, 'extract')
      ? amounts(
          brief.data.fields?.value ?? 0,
          [3, 40],
          (n) => counted(n, 'field'),
          (said, n, label) => withData(said, { fields: answered(n, label) }),
        )
      : [],
}

const classes: Askable = {
  id: 'classes',
  text: 'How many classes are there?',
  isKnown: ({ data }) => data.classes !== undefined,
  choices: (brief) =>
    goalIn(brief, 'classify')
      ? amounts(
          brief.data.classes?.value ?? 0,
          [2, 100],
          (n) => counted(n, 'class', 'classes'),
          (said, n, label) => withData(said, { classes: answered(n, label) }),
        )
      : [],
}

const inputs: Askable = {
  id: 'inputs',
  text: 'Which kinds of input come together?',
  isKnown: ({ data }) => data.modalities !== undefined,
  choices: (brief) =>
    goalIn(brief, 'classify', 'regress')
      ? (
          [
            ['image-text', 'images and text', ['image', 'text']],
            ['image-table', 'images and table columns', ['image', 'table']],
            ['image-text-table', 'images, text and table columns', ['image', 'text', 'table']],
            ['video-text', 'videos and text', ['video', 'text']],
          ] as const
        ).map(([id, label, names]) => ({
          id,
          label,
          ...usualIf(id === 'image-text'),
          apply: (said) => withData(said, { modalities: answered([...names], label) }),
        }))
      : [],
}

const languages: Askable = {
  id: 'languages',
  text: 'Which languages are the texts in?',
  isKnown: ({ data }) => data.languages !== undefined,
  choices: (brief) =>
    goalIn(brief, 'extract', 'retrieve', 'classify')
      ? (
          [
            ['english', 'English only', ['en']],
            ['european', 'English, German and French', ['en', 'de', 'fr']],
          ] as const
        ).map(([id, label, codes]) => ({
          id,
          label,
          ...usualIf(id === 'english'),
          apply: (said) => withData(said, { languages: answered([...codes], label) }),
        }))
      : [],
}

/** In the order in which they are asked where their answers change equally much. */
export const mixedAskables: readonly Askable[] = [inputs, examples, items, fields, languages, classes]
