/** Features of a network that does not learn are computed once: its training time is one pass and a small fit. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/design/catalog/assess.js'
import type { Gradient } from '../../../src/design/catalog/family.js'
import { solve } from '../../../src/design/proposing/solve.js'
import { briefOf } from '../requests.js'

const { ranking, problem } = solve(
  briefOf('Classify 600,000 labelled photos into 500 classes, train on one L4 without a budget'),
)
const frozen = ranking.find(({ family }) => family.id === 'frozen-image-features')

function hoursOf(gradient: Partial<Gradient>) {
  if (!frozen) throw new Error('Frozen features are not among the candidates.')
  const recipe = frozen.family.recipe(problem, frozen.rung)
  if (!recipe.gradient) throw new Error('Frozen features have no gradient steps.')
  const changed = { ...recipe.gradient, ...gradient }
  // A forgotten key is another gradient, so results of one are none of the other.
  const result = assess(problem, frozen.rung, { ...recipe, gradient: changed })
  if (!result.ok) throw new Error(result.reason)
  return result.assessment.figures.trainingTime
}

describe('a network whose features are kept', () => {
  const { keepsFeatures, ...everyEpoch } = frozen?.family.recipe(problem, frozen.rung).gradient ?? {
    learningRate: 1,
    batches: [1, 1, 1] as const,
  }

  it('is passed once, whatever the epochs of what learns', () => {
    expect(keepsFeatures).toBe(true)
    const [few, many] = [hoursOf({ epochs: 10 }).value, hoursOf({ epochs: 40 }).value]
    expect(many).toBeGreaterThan(few)
    expect(many).toBeLessThan(2 * few)
  })

  it('takes a fraction of what it takes to compute them in every epoch', () => {
    const result =
      frozen &&
      assess(problem, frozen.rung, {
        ...frozen.family.recipe(problem, frozen.rung),
        gradient: everyEpoch,
      })
    const all = result?.ok ? result.assessment.figures.trainingTime.value : 0
    expect(hoursOf({}).value).toBeLessThan(all / 5)
    expect(hoursOf({}).value).toBeGreaterThan(all / (everyEpoch.epochs ?? 1))
  })

  it('says so', () => {
    expect(frozen?.assessment.assumptions.join(' ')).toContain('sees each once; its features are kept')
    expect(hoursOf({}).formula).toContain('the fit on kept features')
  })
})

describe('a published encoder under a head', () => {
  it('is passed once by all labelled texts', () => {
    const solution = solve(briefOf('Classify support emails in 12 classes, 40,000 labelled, train on one L4'))
    const candidate = solution.ranking.find(({ family }) => family.id === 'frozen-encoder')
    const parts = candidate?.rung.parts ?? []
    const alone = parts.map((part) => {
      const { passedOver, ...model } =
        part.model.kind === 'network' ? part.model : { ...part.model, passedOver: 0 }
      return { ...part, model } as typeof part
    })
    const hours = (list: typeof parts) => {
      const result = assess(
        solution.problem,
        { label: 'one', parts: list },
        { loss: '', optimizer: '', schedule: '', regularization: [] },
      )
      if (!result.ok) throw new Error(result.reason)
      return result.assessment
    }
    const [withPass, without] = [hours(parts), hours(alone)]
    expect(withPass.figures.trainingTime.value).toBeGreaterThan(without.figures.trainingTime.value)
    expect(withPass.assumptions.join(' ')).toContain('pass it once; their vectors are kept')
    expect(withPass.figures.trainableParams).toEqual(without.figures.trainableParams)
    expect(withPass.figures.latency).toEqual(without.figures.latency)
  })
})
