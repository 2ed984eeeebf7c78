/** What can be asked of an audio problem: what is answered, how much sound, classes, overlap, stream or recording, device. */
import { type Askable, answered, usualIf, withConstraints, withData } from '../../asking/askable.js'
import type { Brief, DeviceChoice } from '../../brief/brief.js'
import { cpuCore, defaultCores } from '../../brief/devices.js'
import { grouped, plain } from '../../brief/facts.js'
import type { Task } from '../../brief/tasks.js'
import { defaultClasses, defaultHours, usualBoard } from './complete.js'
import { goalOf } from './problem.js'

const tasks: readonly {
  readonly id: string
  readonly label: string
  readonly task: Task
  readonly aliases: string[]
}[] = [
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
const mostChoices = 4
/** Four at most: the assumed one among them. */
const mostLikely = (usual: Task | undefined) => {
  const shown = tasks.slice(0, mostChoices)
  const own = tasks.find(({ task }) => task === usual)
  return own && !shown.includes(own) ? [...shown.slice(0, -1), own] : shown
}

const answer: Askable = {
  id: 'answer',
  text: 'What should come out for a sound?',
  isKnown: ({ task }) => task !== undefined,
  choices: ({ task }) =>
    mostLikely(task?.value).map(({ id, label, task: own, aliases }) => ({
      id,
      label,
      aliases,
      ...usualIf(task?.value === own),
      apply: (brief: Brief) => ({ ...brief, task: answered(own, label) }),
    })),
}

const amount: Askable = {
  id: 'hours',
  text: 'How many hours of recordings have the right answer?',
  isKnown: ({ data }) => data.labelled !== undefined || data.audioHours !== undefined,
  choices: () =>
    [1, defaultHours, 500].map((hours) => {
      const label = `about ${grouped(hours)} ${hours === 1 ? 'hour' : 'hours'}`
      return {
        id: `${hours}-h`,
        label,
        ...usualIf(hours === defaultHours),
        apply: (brief: Brief) => withData(brief, { audioHours: answered(hours, label) }),
      }
    }),
}

/** With so many, clips a class are few. */
const manyClasses = 200

const classes: Askable = {
  id: 'classes',
  text: 'How many classes are there?',
  isKnown: ({ data, task }) =>
    data.classes !== undefined || ['transcribe', 'find_odd'].includes(goalOf(task?.value)),
  choices: ({ data }) => {
    const usual = data.classes?.value ?? defaultClasses
    return [...new Set([usual, manyClasses])].map((count) => {
      const label = `${grouped(count)} classes`
      return {
        id: String(count),
        label,
        ...usualIf(count === usual),
        apply: (brief: Brief) => withData(brief, { classes: answered(count, label) }),
      }
    })
  },
}

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
    return [...new Set([usual > 2 ? 1 : 10, usual])].map((seconds) => {
      const label = `${plain(seconds)} ${seconds === 1 ? 'second' : 'seconds'}`
      return {
        id: `${seconds}-s`,
        label,
        ...usualIf(seconds === usual),
        apply: (brief: Brief) => withData(brief, { clipSeconds: answered(seconds, label) }),
      }
    })
  },
}

const place: Askable = {
  id: 'place',
  text: 'Where does it run?',
  isKnown: ({ constraints }) => constraints.servingDevice !== undefined,
  choices: ({ constraints }) => {
    const usual = constraints.servingDevice?.value.id
    const at = (device: DeviceChoice, words: string, edge: boolean) => (brief: Brief) =>
      withConstraints(brief, {
        servingDevice: answered({ ...device }, words),
        ...(edge && { deployment: answered('edge' as const, words) }),
      })
    return [
      {
        id: 'cpu',
        label: `on ${defaultCores} CPU cores`,
        ...usualIf(usual === cpuCore),
        apply: at({ id: cpuCore, count: defaultCores }, 'on a CPU', false),
      },
      {
        id: 'gpu',
        label: 'on a T4 GPU',
        ...usualIf(usual === 't4'),
        apply: at({ id: 't4', count: 1 }, 'on a T4', false),
      },
      {
        id: 'board',
        label: 'on a Raspberry Pi 4',
        ...usualIf(usual === usualBoard.id),
        apply: at(usualBoard, 'on a Raspberry Pi 4', true),
      },
    ]
  },
}

/** In the order in which they are asked where their answers change equally much. */
export const audioAskables: readonly Askable[] = [answer, amount, classes, stream, place, length]
