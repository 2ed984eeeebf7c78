/** Several answers from one input: what is shared, how losses are balanced, and what the bar is. */
import { describe, expect, it } from 'vitest'
import { type Facts, familiesOf, first, proposalOf, setOf } from '../tabular/briefs.js'

const tasks = (said: Facts) => setOf('multi_task', said)

describe('models of several tasks', () => {
  const usual = tasks({ task: 'classification + regression' })

  it('are a shared trunk, experts, and one model a task as the bar', () => {
    expect(familiesOf(usual)).toEqual(['shared-bottom', 'mixture-of-experts', 'separate-models'])
  })

  it('balance standardised losses by learned uncertainty, and mask what is missing', () => {
    const { loss } = proposalOf(usual, 'shared-bottom').training
    expect(loss).toMatch(/standardised target/)
    expect(loss).toMatch(/uncertainty \(Kendall/)
    expect(loss).toMatch(/masked/)
  })

  it('judge each task by its own metric, and joint against single', () => {
    const words = first(usual).training.evaluation.join('\n')
    expect(words).toMatch(/macro-F1/)
    expect(words).toMatch(/MAE/)
    expect(words).toMatch(/Joint against single/)
  })

  it('have one output for each task', () => {
    expect(first(usual).outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['classification', [3]],
      ['regression', [1]],
    ])
    const four = first(tasks({ task: 'several classifications', data: { tasks: 4, classes: 2 } }))
    expect(four.outputs.map(({ shape }) => shape)).toEqual([[1], [1], [1], [1]])
  })

  it('stay apart where rows are few', () => {
    expect(first(tasks({ data: { rows: 800 } })).family).toBe('separate-models')
  })

  it('weigh experts where tasks are several and rows are many', () => {
    const set = tasks({ task: 'several classifications', data: { tasks: 3, rows: 20_000_000 } })
    expect(first(set).family).toBe('mixture-of-experts')
  })

  it('keep their bar however many rows there are', () => {
    const set = tasks({ task: 'several classifications', data: { tasks: 2, classes: 2, rows: 500_000_000 } })
    expect(familiesOf(set).at(-1)).toBe('separate-models')
  })

  it('count the labels that there are: all of one task, some of the others', () => {
    const set = tasks({ data: { rows: 100_000, labelled: 5_000 } })
    const joint = proposalOf(set, 'shared-bottom')
    expect(joint.risks.join()).toContain('Only 5,000 of 100,000 have every label')
    // 70% of both numbers.
    expect(joint.figures.trainableParams.value).toBeLessThanOrEqual(73_500)
  })

  it('start from published weights where images or texts come in', () => {
    for (const [kind, name] of [
      ['image', 'image'],
      ['text', 'ids'],
    ] as const) {
      const joint = proposalOf(tasks({ data: { rows: 20_000, modalities: [kind] } }), 'shared-bottom')
      const [main] = joint.parts
      expect(main?.kind === 'network' && main.pretrained).toBeTruthy()
      expect(joint.inputs[0]?.name).toBe(name)
    }
  })

  it('compare with linear heads on features that stand still, for images and texts', () => {
    for (const kind of ['image', 'text']) {
      const bar = proposalOf(tasks({ data: { rows: 20_000, modalities: [kind] } }), 'separate-models')
      expect(bar.outputs).toHaveLength(2)
      expect(bar.parts.map((part) => part.role)).toEqual([
        'classification model',
        'regression model',
        'encoder',
      ])
      expect(bar.figures.trainingTime.value).toBeLessThan(
        proposalOf(tasks({ data: { rows: 20_000, modalities: [kind] } }), 'shared-bottom').figures
          .trainingTime.value,
      )
    }
  })

  it('compare with a network for each task of a series, and with linear models of few rows', () => {
    const series = tasks({ data: { rows: 200_000, modalities: ['series'] } })
    expect(proposalOf(series, 'separate-models').parts).toHaveLength(2)
    const few = first(tasks({ data: { rows: 300 } }))
    expect(few.parts.map((part) => part.kind === 'estimator' && part.estimator.kind)).toEqual([
      'linear_model',
      'linear_model',
    ])
  })
})
