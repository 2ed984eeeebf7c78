/** A completed vision brief in the numbers that families are built from: what is answered, images, classes, pixels. */
import type { Brief } from '../../brief/brief.js'
import { counted, grouped } from '../../brief/facts.js'
import { type Amount, type Noun, type Problem, settingOf } from '../problem.js'
import { type Imagery, imageryOf } from './imagery.js'
import { volumeOf } from './volume.js'

/** What the network answers for one image. */
export type Goal =
  | 'classify'
  | 'tag'
  | 'measure'
  | 'segment'
  | 'detect'
  | 'retrieve'
  | 'find_odd'
  | 'read'
  | 'watch'
  | 'pose'

/** Those that give one answer for a whole image. */
export const wholeImageGoals = ['classify', 'tag', 'measure'] as const satisfies readonly Goal[]

export interface VisionProblem extends Problem {
  readonly goal: Goal
  readonly imagery: Imagery
  /** Classes, tags or kinds of objects; 1 where there is a value or an oddness. */
  readonly classes: number
  /** Images with the right answer; of `find_odd` those of good samples. */
  readonly images: number
  /** Images that are trained on, the test part left out. */
  readonly trainingImages: number
  readonly testImages: number
  /** Images for choices; 0 where there are so few that folds of the training part serve. */
  readonly validationImages: number
  readonly perClass: number
  /** Longer side of the images as they come, in pixels. */
  readonly pixels: number
  /** Slices of a volume; 1 for single images. */
  readonly slices: number
  /** Pages that the lines are cut out of, of `read`; 0 where lines were counted. */
  readonly pages: number
  /** Pairs of like images that the images come in, of `retrieve`; 0 where single images were counted. */
  readonly pairs: number
  /** Classes stand in an order: grades, levels, stages. */
  readonly isOrdered: boolean
  /** Nothing is labelled yet: the images counted are those that are labelled first. */
  readonly isUnlabelled: boolean
  /** Known odd ones, for a threshold. */
  readonly oddImages: number
  /** Images that are searched, of `retrieve`. */
  readonly collection: number
}

const goals: Readonly<Record<string, Goal>> = {
  'image classification': 'classify',
  'multi-label image classification': 'tag',
  'image regression': 'measure',
  'object detection': 'detect',
  segmentation: 'segment',
  'image retrieval': 'retrieve',
  'visual anomaly detection': 'find_odd',
  'text recognition': 'read',
  'video classification': 'watch',
  'pose estimation': 'pose',
}
/** Tasks of the field that no family is built for yet. */
export const goalOf = (task: string | undefined): Goal => goals[task ?? ''] ?? 'classify'

/** Share of the images that is tested on, and as much again for choices. */
export const testShare = 0.15
/** Of the first labels, which are there to know how good anything is. */
const firstTestShare = 0.5
/** Images under which one validation part says too little: choices are made in folds. */
export const foldsUnder = 5_000
/**
 * Images up to which published features are hard to beat, and from which large networks gain. A mask or the boxes of an
 * image say more than its class, and of good samples a few hundred show what is normal.
 */
const whole = { few: 2_000, many: 50_000 }
const amounts: Readonly<Record<Goal, { readonly few: number; readonly many: number }>> = {
  classify: whole,
  tag: whole,
  measure: whole,
  retrieve: whole,
  segment: { few: 200, many: 5_000 },
  detect: { few: 500, many: 50_000 },
  find_odd: { few: 100, many: 10_000 },
  read: { few: 1_000, many: 100_000 },
  watch: { few: 1_000, many: 50_000 },
  pose: { few: 500, many: 20_000 },
}
/** What is counted are pages, forms or documents. */
const saysPages =
  /\b(?:pages?|forms?|documents?|scans?|letters|invoices|receipts|seiten|formulare?|dokumente|p[áa]ginas?|formularios?|documentos|formulaires?|documents|pagine|moduli|documenti)\b/i
/** Classes that stand in an order, so that a miss by one is less than a miss by three. */
const saysOrder =
  /\b(?:grades?|graded|grading|severity|severities|\d+ (?:levels|stages|stars)|(?:levels|stages|degrees) of|stufen|schweregrad\w*|niveaux|stades|degr[ée]s de|grados|niveles|gravedad|gravidade|n[íi]veis|gravit[àa]|livelli|stadi)\b|等级|级别|分级|段階|重症度|등급|степен/i
/** What examiners or buyers judged are pairs. */
const saysPairs = /\b(?:pairs?|paare?|paires?|pares|coppie|par)\b|ペア|对图|쌍/i
/** Lines with writing of an A4 page or form: working default where only pages were counted. */
const linesOfPage = 20
/** Side of a cell whose pixels say much the same: one label of a mask. */
const cellPixels = 8

/** @param brief completed by `complete` */
export function visionProblem(brief: Brief): VisionProblem {
  const { data } = brief
  const goal = goalOf(brief.task?.value)
  const pages = goal === 'read' && saysPages.test(brief.request)
  const arePairs = goal === 'retrieve' && saysPairs.test(data.labelled?.words ?? '')
  const images = Math.max(1, (data.labelled?.value ?? 1) * (pages ? linesOfPage : arePairs ? 2 : 1))
  const isUnlabelled = goal !== 'find_odd' && data.labels?.value === 'none'
  const classes = ['measure', 'find_odd', 'retrieve', 'read'].includes(goal) ? 1 : (data.classes?.value ?? 2)
  const pixels = data.imageSize?.value ?? 224
  const slices = goal === 'segment' ? (volumeOf(brief.request)?.slices ?? 1) : 1
  const testImages = Math.max(1, Math.round((isUnlabelled ? firstTestShare : testShare) * images))
  const validationImages = images < foldsUnder ? 0 : testImages
  const trainingImages = Math.max(1, images - testImages - validationImages)
  const cells = Math.max(1, Math.floor(pixels / cellPixels) ** 2)
  const targets = goal === 'segment' || goal === 'find_odd' ? trainingImages * slices * cells : trainingImages
  return {
    ...settingOf(brief),
    subject: data.subject?.value ?? subjects[goal],
    answer: answers[goal],
    example: slices > 1 ? { one: 'slice', many: 'slices' } : exampleOf(goal),
    goal,
    imagery: imageryOf(brief.request, goal),
    classes,
    images,
    trainingImages,
    testImages,
    validationImages,
    perClass: images / classes,
    pixels,
    slices,
    pages: pages ? (data.labelled?.value ?? 1) : 0,
    pairs: arePairs ? images / 2 : 0,
    isOrdered: goal === 'classify' && classes > 2 && saysOrder.test(brief.request),
    isUnlabelled,
    oddImages: data.positives?.value ?? 0,
    collection: data.items?.value ?? images,
    targets,
    targetsNoun:
      goal === 'segment' || goal === 'find_odd'
        ? { one: 'cell of 8 x 8 pixels', many: 'cells of 8 x 8 pixels' }
        : { one: 'labelled image', many: 'labelled images' },
    targetsFrom:
      goal === 'segment' || goal === 'find_odd'
        ? `${slices > 1 ? `${counted(trainingImages, 'volume')} x ${counted(slices, 'slice')}` : counted(trainingImages, 'image')} x ${counted(cells, 'cell')}, whose pixels say much the same`
        : `${counted(images, 'image')} less ${grouped(testImages + validationImages)} for test and choices`,
    amount: amountOf(goal, images),
  }
}

/** What is learned from, one at a time. */
function exampleOf(goal: Goal): Noun {
  if (goal === 'watch') return { one: 'clip', many: 'clips' }
  return goal === 'read' ? { one: 'line', many: 'lines' } : { one: 'image', many: 'images' }
}

const subjects: Readonly<Record<Goal, string>> = {
  classify: 'the class of an image',
  tag: 'the labels of an image',
  measure: 'a value of an image',
  segment: 'the class of every pixel',
  detect: 'objects and their boxes',
  retrieve: 'similar images',
  find_odd: 'how odd an image is',
  read: 'the text in an image',
  watch: 'what happens in a video',
  pose: 'where the joints are',
}
const answers: Readonly<Record<Goal, Noun>> = {
  classify: { one: 'prediction', many: 'predictions' },
  tag: { one: 'prediction', many: 'predictions' },
  measure: { one: 'prediction', many: 'predictions' },
  segment: { one: 'mask', many: 'masks' },
  detect: { one: 'detection', many: 'detections' },
  retrieve: { one: 'search', many: 'searches' },
  find_odd: { one: 'verdict', many: 'verdicts' },
  read: { one: 'line', many: 'lines' },
  watch: { one: 'prediction', many: 'predictions' },
  pose: { one: 'pose', many: 'poses' },
}

export function amountOf(goal: Goal, images: number): Amount {
  const { few, many } = amounts[goal]
  return images < few ? 'little' : images < many ? 'some' : 'much'
}
