/** Parameters move with the problem exactly as the layers' formulas say. */
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/design/brief/brief.js'
import { stated } from '../../../src/design/brief/fact.js'
import { complete } from '../../../src/design/catalog/forecasting/complete.js'
import { dlinear } from '../../../src/design/catalog/forecasting/dlinear.js'
import type { ForecastFamily } from '../../../src/design/catalog/forecasting/family.js'
import { gruEncoderDecoder } from '../../../src/design/catalog/forecasting/gru-encoder-decoder.js'
import { patchedTransformer, patching } from '../../../src/design/catalog/forecasting/patched-transformer.js'
import { forecastProblem } from '../../../src/design/catalog/forecasting/problem.js'
import { infer } from '../../../src/design/catalog/inference.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { briefOf, sampleRequest } from '../requests.js'

const withHorizon = (days: number): Brief => {
  const brief = briefOf(sampleRequest)
  return { ...brief, data: { ...brief.data, horizon: stated({ value: days, unit: 'day' }, `${days} days`) } }
}

function paramsOf(family: ForecastFamily, days: number, at: number) {
  const problem = forecastProblem(complete(withHorizon(days)))
  const rung = family.rungs(problem)[at]
  const model = rung?.parts[0]?.model
  if (!rung || model?.kind !== 'network') throw new Error('Expected a network.')
  const inferred = infer(model.spec, 'pytorch')
  if (!inferred.ok) throw new Error(inferred.issues[0]?.message)
  return { problem, lookback: rung.lookback, params: countParams(inferred.typed).total.value }
}

describe('64 days instead of 63', () => {
  it('add to DLinear two weights for each past step and two biases, for each quantile', () => {
    const [before, after] = [paramsOf(dlinear, 63, 3), paramsOf(dlinear, 64, 3)]
    expect(after.lookback).toBe(before.lookback)
    const outputs = before.problem.quantiles.length
    expect(before.params).toBe(2 * (before.lookback * 63 * outputs + 63 * outputs))
    expect(after.params - before.params).toBe(2 * (before.lookback + 1) * outputs)
  })

  it.each([0, 1, 2, 3])(
    'add to the head of the patched Transformer one row for each patch and width (size %i)',
    (at) => {
      const width = [16, 32, 64, 128][at] ?? 0
      const [before, after] = [paramsOf(patchedTransformer, 63, at), paramsOf(patchedTransformer, 64, at)]
      const { count } = patching(before.lookback)
      const outputs = before.problem.quantiles.length
      expect(after.params - before.params).toBe((count * width + 1) * outputs)
    },
  )

  it('add nothing to the recurrent network: it walks one step further', () => {
    const [before, after] = [paramsOf(gruEncoderDecoder, 63, 2), paramsOf(gruEncoderDecoder, 64, 2)]
    expect(after.params).toBe(before.params)
  })
})

describe('the recurrent network', () => {
  it('has the weights of two GRUs of PyTorch and its two linear layers', () => {
    const { problem, params } = paramsOf(gruEncoderDecoder, 63, 2)
    const [units, expand] = [128, 64]
    const gru = (inputs: number) => 3 * units * (inputs + units + 2)
    const inputs = problem.channels + problem.futureFeatures
    const outputs = problem.quantiles.length
    const head = units * expand + expand + expand * outputs + outputs
    expect(params).toBe(gru(inputs) + gru(problem.futureFeatures + 1) + head)
  })

  it('differs between frameworks by its biases alone', () => {
    const problem = forecastProblem(complete(withHorizon(63)))
    const rung = gruEncoderDecoder.rungs(problem)[2]
    const model = rung?.parts[0]?.model
    if (model?.kind !== 'network') throw new Error('Expected a network.')
    const { spec } = model
    const count = (framework: 'pytorch' | 'keras' | 'flax') => {
      const inferred = infer(spec, framework)
      return inferred.ok ? countParams(inferred.typed).total.value : Number.NaN
    }
    // Flax keeps 4H biases of a GRU where PyTorch keeps 6H; there are two of them.
    expect(count('pytorch') - count('flax')).toBe(2 * 2 * 128)
    expect(count('keras')).toBe(count('pytorch'))
  })
})
