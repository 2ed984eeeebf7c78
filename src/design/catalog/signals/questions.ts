/** What can be asked of a signals problem: what is answered, how many windows of how many, the window, device. */
import { type Askable, answered, usualIf, withConstraints, withData } from '../../asking/askable.js'
import { amounts, classesQuestion, places, type TaskChoice, taskQuestionOf } from '../../asking/choices.js'
import { counted } from '../../brief/facts.js'
import { goalOf } from './problem.js'
import { signalOf } from './signal.js'

const tasks: readonly TaskChoice[] = [
  {
    id: 'class',
    label: 'one class for a window',
    task: 'signal classification',
    aliases: ['classification', 'single'],
  },
  {
    id: 'labels',
    label: 'several findings that may hold at once',
    task: 'multi-label signal classification',
    aliases: ['tags', 'findings'],
  },
  {
    id: 'number',
    label: 'a number for a window',
    task: 'signal regression',
    aliases: ['regression', 'value'],
  },
  {
    id: 'life',
    label: 'how long a machine will still run',
    task: 'remaining useful life',
    aliases: ['rul', 'remaining life'],
  },
]

const answer = taskQuestionOf('What should come out for a window of the signal?', tasks)

const groups: Askable = {
  id: 'subjects',
  text: 'Of how many people, patients or machines are the recordings?',
  isKnown: ({ data }) => data.subjects !== undefined,
  choices: ({ data, request }) => {
    const { group } = signalOf(request)
    return amounts(
      data.subjects?.value ?? 1,
      [3, 30, 500],
      (n) => counted(n, group.one, group.many),
      (brief, n, label) => withData(brief, { subjects: answered(n, label) }),
    )
  },
}

const windows: Askable = {
  id: 'windows',
  text: 'How many windows (or recordings) have the right answer?',
  isKnown: ({ data }) =>
    data.labelled !== undefined || data.rows !== undefined || data.examplesPerClass !== undefined,
  choices: ({ data }) =>
    amounts(
      data.labelled?.value ?? 1,
      [500, 100_000],
      (n) => `about ${counted(n, 'window')}`,
      (brief, n, label) => withData(brief, { labelled: answered(n, label) }),
    ),
}

const classes = classesQuestion(
  ({ data, task }) => data.classes !== undefined || ['regress', 'life'].includes(goalOf(task?.value)),
  6,
)

const microcontroller = { id: 'cortex-m4', count: 1 } as const

/** Beside the sensor on a microcontroller, on a board, or on a server. */
const place: Askable = {
  id: 'place',
  text: 'Where does it run?',
  isKnown: ({ constraints }) =>
    constraints.servingDevice !== undefined || constraints.memoryBytes !== undefined,
  choices: ({ constraints }) =>
    [
      {
        id: 'microcontroller',
        label: 'beside the sensor, on a microcontroller (Cortex-M4)',
        device: microcontroller,
        edge: true,
        aliases: ['mcu', 'cortex'],
      },
      places.board,
      places.cpu,
      places.gpu,
    ].map((one) => ({
      id: one.id,
      label: one.label,
      ...('aliases' in one && { aliases: one.aliases }),
      ...usualIf(constraints.servingDevice?.value.id === one.device.id),
      apply: (brief) =>
        withConstraints(brief, {
          servingDevice: answered({ ...one.device }, one.label),
          ...('edge' in one && { deployment: answered('edge' as const, one.label) }),
        }),
    })),
}

/** Shorter and longer than usual, where the window is a choice: a beat or a history of cycles is none. */
const window: Askable = {
  id: 'window',
  text: 'How many seconds of the signal does one answer rest on?',
  isKnown: ({ data }) => data.windowSeconds !== undefined || data.windowSteps !== undefined,
  choices: ({ data }) => {
    const usual = data.windowSeconds
    // Counted in samples: no seconds to ask for.
    if (!usual) return []
    return amounts(
      usual.value,
      [usual.value / 4, usual.value * 4].map((n) => Number(n.toPrecision(2))),
      (n) => counted(n, 'second'),
      (brief, n, label) => withData(brief, { windowSeconds: answered(n, label) }),
    )
  },
}

/** In the order in which they are asked where their answers change equally much. */
export const signalAskables: readonly Askable[] = [answer, groups, windows, classes, place, window]
