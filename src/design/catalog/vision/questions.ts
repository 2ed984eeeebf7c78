/** What can be asked of a vision problem: what is answered, how many images, classes, where it runs, how fine they are. */
import { type Askable, answered, usualIf, withConstraints, withData } from '../../asking/askable.js'
import type { Brief, DeviceChoice } from '../../brief/brief.js'
import { cpuCore, defaultCores } from '../../brief/devices.js'
import { grouped } from '../../brief/facts.js'
import type { Task } from '../../brief/tasks.js'
import { defaultClasses, defaultImages, usualBoard, usualServer } from './complete.js'
import { goalOf } from './problem.js'

const tasks: readonly {
  readonly id: string
  readonly label: string
  readonly task: Task
  readonly aliases: string[]
}[] = [
  {
    id: 'class',
    label: 'one class for an image',
    task: 'image classification',
    aliases: ['classification', 'single'],
  },
  {
    id: 'labels',
    label: 'several labels, which may hold together',
    task: 'multi-label image classification',
    aliases: ['tags', 'multi-label'],
  },
  {
    id: 'boxes',
    label: 'objects and their boxes',
    task: 'object detection',
    aliases: ['detection', 'objects'],
  },
  {
    id: 'mask',
    label: 'the class of every pixel',
    task: 'segmentation',
    aliases: ['segmentation', 'pixels'],
  },
  {
    id: 'odd',
    label: 'what is odd, from good images alone',
    task: 'visual anomaly detection',
    aliases: ['defects', 'anomaly'],
  },
]

/** Four at most: the assumed one among them. */
const mostLikely = (usual: Task | undefined) =>
  tasks.filter(({ task }) => task === usual || task !== 'multi-label image classification').slice(0, 4)

const answer: Askable = {
  id: 'answer',
  text: 'What should come out for an image?',
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

const labelled: Askable = {
  id: 'labelled',
  text: 'How many images have the right answer?',
  isKnown: ({ data }) =>
    data.labelled !== undefined || data.examplesPerClass !== undefined || data.labels?.value === 'none',
  choices({ data, task }) {
    const usual = data.labelled?.value ?? defaultImages[goalOf(task?.value)]
    return [...new Set([usual / 10, usual, usual * 20])].map((count) => {
      const n = Math.max(50, Math.round(count))
      const label = `about ${grouped(n)} images`
      return {
        id: String(n),
        label,
        ...usualIf(count === usual),
        apply: (brief: Brief) => withData(brief, { labelled: answered(n, label) }),
      }
    })
  },
}

/** With so many, images a class are few. */
const manyClasses = 200

const classes: Askable = {
  id: 'classes',
  text: 'How many classes are there?',
  isKnown: ({ data, task }) =>
    data.classes !== undefined || !['classify', 'tag'].includes(goalOf(task?.value)),
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

const place: Askable = {
  id: 'place',
  text: 'Where does it run?',
  isKnown: ({ constraints }) => constraints.servingDevice !== undefined,
  choices: ({ constraints }) => {
    const isEdge = constraints.deployment?.value === 'edge'
    const at = (device: DeviceChoice, words: string, edge: boolean) => (brief: Brief) =>
      withConstraints(brief, {
        servingDevice: answered({ ...device }, words),
        ...(edge && { deployment: answered('edge' as const, words) }),
      })
    return [
      { id: 'gpu', label: 'on a T4 GPU', ...usualIf(!isEdge), apply: at(usualServer, 'on a T4', false) },
      {
        id: 'cpu',
        label: `on ${defaultCores} CPU cores`,
        aliases: ['no gpu'],
        apply: at({ id: cpuCore, count: defaultCores }, 'on a CPU', false),
      },
      {
        id: 'jetson',
        label: 'on a Jetson Orin Nano beside the camera',
        apply: at({ id: 'jetson-orin-nano-8', count: 1 }, 'on a Jetson Orin Nano', true),
      },
      {
        id: 'board',
        label: 'on a Raspberry Pi 4',
        ...usualIf(isEdge),
        apply: at(usualBoard, 'on a Raspberry Pi 4', true),
      },
    ]
  },
}

const resolution: Askable = {
  id: 'size',
  text: 'How many pixels does the longer side of an image have that is needed to see what matters?',
  isKnown: ({ data }) => data.imageSize !== undefined,
  choices: ({ data }) => {
    const usual = data.imageSize?.value ?? 224
    return [...new Set([usual, usual < 512 ? 512 : 1024])].map((pixels) => {
      const label = `${grouped(pixels)} px`
      return {
        id: `${pixels}-px`,
        label,
        ...usualIf(pixels === usual),
        apply: (brief: Brief) => withData(brief, { imageSize: answered(pixels, label) }),
      }
    })
  },
}

/** In the order in which they are asked where their answers change equally much. */
export const visionAskables: readonly Askable[] = [answer, labelled, classes, place, resolution]
