/** Changes of a vision problem's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed, type Fact } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import { placeOf } from '../backbones/serving.js'
import type { Variation } from '../field.js'
import type { VisionProblem } from './problem.js'
import { images } from './words.js'

/** Labelled defects from which a trained detector of defects is worth it. */
const enoughDefects = 500
const factors = [2, 5, 1 / 2, 10, 1 / 5, 50, 1 / 10]
const mostImages = 10_000_000
const leastImages = 50

/** @param brief completed */
export function variations(brief: Brief, problem: VisionProblem): Variation[] {
  return [...labels(brief, problem), ...amounts(brief, problem), ...places(brief, problem)]
}

/** One or two digits that are not 0: what people say. */
const round = (count: number) => Number(count.toPrecision(1))

function amounts(brief: Brief, { images: now, goal, classes, slices, example }: VisionProblem): Variation[] {
  return factors
    .map((factor) => round(now * factor))
    .filter((count) => count >= Math.max(leastImages, 2 * classes) && count <= mostImages && count !== now)
    .map((count) => {
      const { examplesPerClass: _, ...data } = brief.data
      return {
        condition: `there were ${slices > 1 ? counted(count, 'volume') : counted(count, example.one, example.many)}${goal === 'find_odd' ? ' of good samples' : ' with labels'} instead of ${grouped(now)}`,
        brief: {
          ...brief,
          data: { ...data, labelled: assumed(count) },
          constraints: grantedFor(brief, count / now),
        },
      }
    })
}

/** Whoever labels more trains longer: time and money that nobody stated grow with the images. */
function grantedFor({ constraints }: Brief, factor: number): Brief['constraints'] {
  const { trainingHours, budgetUsd } = constraints
  const grow = (fact: Fact<number> | undefined) =>
    fact?.source === 'assumed' && factor > 1 ? assumed(fact.value * factor) : fact
  const [hours, budget] = [grow(trainingHours), grow(budgetUsd)]
  return { ...constraints, ...(hours && { trainingHours: hours }), ...(budget && { budgetUsd: budget }) }
}

function labels(brief: Brief, { goal }: VisionProblem): Variation[] {
  if (goal !== 'find_odd') return []
  return [
    {
      condition: `${images(enoughDefects)} with defects were labelled as well`,
      brief: {
        ...brief,
        task: assumed('image classification' as const),
        data: {
          ...brief.data,
          classes: assumed(2),
          labelled: assumed(2 * enoughDefects),
          labels: assumed('enough' as const),
        },
      },
    },
  ]
}

/** Of what runs on a CPU anyway: a GPU was chosen with a reason. */
function places(brief: Brief, problem: VisionProblem): Variation[] {
  if (placeOf(problem) !== 'cpu') return []
  return [
    {
      condition: 'it had to run on a Raspberry Pi 4',
      brief: {
        ...brief,
        constraints: {
          ...brief.constraints,
          servingDevice: assumed({ id: 'raspberry-pi-4', count: 4 }),
          deployment: assumed('edge' as const),
        },
      },
    },
  ]
}
