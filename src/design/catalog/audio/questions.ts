/** What can be asked of an audio problem: what is answered, how much sound, classes, overlap, stream or recording, device. */
import { type Askable, answered, withConstraints, withData } from '../../asking/askable.js'
import {
  amounts,
  classesQuestion,
  placeQuestion,
  places,
  type TaskChoice,
  taskQuestionOf,
} from '../../asking/choices.js'
import { counted } from '../../brief/facts.js'
import { defaultClasses, defaultHours } from './complete.js'
import { goalOf } from './problem.js'

const tasks: readonly TaskChoice[] = [
  {
    id: 'class',
    label: 'one class for a clip',
    task: 'audio classification',
    aliases: ['classification', 'single'],
  },
  {
    id: 'labels',
    label: 'several sounds in a clip, which may overlap',
    task: 'multi-label audio classification',
    aliases: ['tags', 'overlap'],
  },
  {
    id: 'words',
    label: 'the words that are said',
    task: 'speech recognition',
    aliases: ['transcription', 'text'],
  },
  {
    id: 'odd',
    label: 'what is odd, from normal sounds alone',
    task: 'audio anomaly detection',
    aliases: ['anomaly', 'faults'],
  },
  {
    id: 'events',
    label: 'when each sound begins and ends',
    task: 'sound event detection',
    aliases: ['when'],
  },
]

const answer = taskQuestionOf('What should come out for a sound?', tasks)

const amount: Askable = {
  id: 'hours',
  text: 'How many hours of recordings have the right answer?',
  isKnown: ({ data }) => data.labelled !== undefined || data.audioHours !== undefined,
  choices: () =>
    amounts(
      defaultHours,
      [1, 500],
      (n) => `about ${counted(n, 'hour')}`,
      (brief, n, label) => withData(brief, { audioHours: answered(n, label) }),
    ),
}

const classes = classesQuestion(
  ({ data, task }) => data.classes !== undefined || ['transcribe', 'find_odd'].includes(goalOf(task?.value)),
  defaultClasses,
)

const stream: Askable = {
  id: 'stream',
  text: 'Must the answer come while the sound goes on, or is a recording answered afterwards?',
  isKnown: ({ constraints, targets, task }) =>
    constraints.streaming !== undefined ||
    targets.latency !== undefined ||
    goalOf(task?.value) === 'keywords',
  choices: () => [
    {
      id: 'recording',
      label: 'a recording is answered afterwards',
      usual: true,
      aliases: ['afterwards', 'file', 'offline'],
      apply: (brief) => withConstraints(brief, { streaming: answered(false, 'a recording') }),
    },
    {
      id: 'live',
      label: 'while the sound goes on',
      aliases: ['stream', 'live', 'realtime'],
      apply: (brief) => withConstraints(brief, { streaming: answered(true, 'while the sound goes on') }),
    },
  ],
}

const length: Askable = {
  id: 'clip',
  text: 'How many seconds of sound does one answer rest on?',
  isKnown: ({ data, task }) => data.clipSeconds !== undefined || goalOf(task?.value) === 'transcribe',
  choices: ({ data }) => {
    const usual = data.clipSeconds?.value ?? 10
    return amounts(
      usual,
      [usual > 2 ? 1 : 10],
      (n) => counted(n, 'second'),
      (brief, n, label) => withData(brief, { clipSeconds: answered(n, label) }),
    )
  },
}

const place = placeQuestion([places.cpu, places.gpu, places.board])

/** In the order in which they are asked where their answers change equally much. */
export const audioAskables: readonly Askable[] = [answer, amount, classes, stream, place, length]
