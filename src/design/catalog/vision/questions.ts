/** What can be asked of a vision problem: what is answered, how many images, classes, where it runs, how fine they are. */
import { type Askable, answered, withData } from '../../asking/askable.js'
import {
  amounts,
  classesQuestion,
  placeQuestion,
  places,
  type TaskChoice,
  taskQuestionOf,
} from '../../asking/choices.js'
import { counted, grouped } from '../../brief/facts.js'
import { defaultClasses, defaultImages } from './complete.js'
import { goalOf } from './problem.js'

/** Most likely first. */
const tasks: readonly TaskChoice[] = [
  {
    id: 'class',
    label: 'one class for an image',
    task: 'image classification',
    aliases: ['classification', 'single'],
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
  {
    id: 'labels',
    label: 'several labels, which may hold together',
    task: 'multi-label image classification',
    aliases: ['tags', 'multi-label'],
  },
]

const answer = taskQuestionOf('What should come out for an image?', tasks)

/** Fewer than these are no set to choose by. */
const leastImages = 50

const labelled: Askable = {
  id: 'labelled',
  text: 'How many images have the right answer?',
  isKnown: ({ data }) =>
    data.labelled !== undefined || data.examplesPerClass !== undefined || data.labels?.value === 'none',
  choices({ data, task }) {
    const usual = data.labelled?.value ?? defaultImages[goalOf(task?.value)]
    return amounts(
      usual,
      [Math.max(leastImages, Math.round(usual / 10)), usual * 20],
      (n) => `about ${counted(n, 'image')}`,
      (brief, n, label) => withData(brief, { labelled: answered(n, label) }),
    )
  },
}

const classes = classesQuestion(
  ({ data, task }) => data.classes !== undefined || !['classify', 'tag'].includes(goalOf(task?.value)),
  defaultClasses,
)

const place = placeQuestion([places.gpu, places.cpu, places.jetson, places.board])

const resolution: Askable = {
  id: 'size',
  text: 'How many pixels does the longer side of an image have that is needed to see what matters?',
  isKnown: ({ data }) => data.imageSize !== undefined,
  choices: ({ data }) => {
    const usual = data.imageSize?.value ?? 224
    return amounts(
      usual,
      [usual < 512 ? 512 : 1024],
      (n) => `${grouped(n)} px`,
      (brief, n, label) => withData(brief, { imageSize: answered(n, label) }),
    )
  },
}

/** In the order in which they are asked where their answers change equally much. */
export const visionAskables: readonly Askable[] = [answer, labelled, classes, place, resolution]
