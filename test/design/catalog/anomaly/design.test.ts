/** Detectors: the alarm budget worked out, labels or none, one model for all units. */
import { describe, expect, it } from 'vitest'
import { type Facts, familiesOf, first, proposalOf, setOf } from '../tabular/briefs.js'

const anomalies = (said: Facts) => setOf('anomaly_detection', said)
const hosts: Facts = {
  data: {
    seriesCount: 2_000,
    channels: 30,
    frequency: { value: 10, unit: 'second' },
    labels: 'none',
  },
  targets: { alertsPerDay: 20 },
  constraints: { streaming: true, deployment: 'online' },
}

describe('detectors of a stream', () => {
  const set = anomalies(hosts)
  const plan = first(set).plan.join('\n')

  it('are statistics, a forest and networks of what is normal; nothing that needs labels', () => {
    expect(familiesOf(set)).toContain('robust-threshold')
    expect(familiesOf(set)).toContain('isolation-forest')
    expect(familiesOf(set).some((family) => ['autoencoder', 'forecast-residual'].includes(family))).toBe(true)
    expect(familiesOf(set)).not.toContain('supervised-trees')
  })

  it('work out what the budget leaves a decision: 20 / (2,000 x 8,640)', () => {
    expect(plan).toContain(
      '20 alerts a day over 2,000 units x 8,640 decisions a day leave 1.16e-6 a decision',
    )
    expect(plan).toContain('(20 / 17,280,000)')
    // 30 / 1.157e-6 scores at 17.28 million a day.
    expect(plan).toContain('25,920,000 clean scores')
    expect(plan).toContain('1.5 days')
  })

  it('come to the worked rate: 10 alarms a day, 500 units, each minute', () => {
    const { plan } = first(
      anomalies({
        data: { seriesCount: 500, channels: 5, frequency: { value: 1, unit: 'minute' } },
        targets: { alertsPerDay: 10 },
      }),
    )
    // 10 / (500 x 1,440) = 1.39e-5, and 30 / it = 2.16 million.
    expect(plan.join()).toContain('1.39e-5')
    expect(plan.join()).toContain('2,160,000 clean scores')
  })

  it('group alarms, ask for persistence, inject faults and refit', () => {
    expect(plan).toMatch(/3 odd decisions of 5/)
    expect(plan).toMatch(/grouped by unit.*cool-down/)
    expect(plan).toMatch(/Refit on a rolling window/)
    expect(first(set).training.evaluation.join()).toMatch(/Injected faults.*incident tickets/)
    expect(first(set).training.evaluation.join()).toMatch(/No accuracy/)
  })

  it('say how many values and decisions come a second', () => {
    expect(plan).toContain('are 6,000 values a second')
    expect(plan).toContain('200 decisions a second')
  })

  it('are one model for all units: the network does not grow with them', () => {
    const one = (units: number) =>
      proposalOf(anomalies({ ...hosts, data: { ...hosts.data, seriesCount: units } }), 'autoencoder')
    expect(one(2_000).parts).toHaveLength(1)
    expect(one(2_000).figures.params.value).toBe(one(20_000).figures.params.value)
  })

  it('fit a tail where there are too few clean scores', () => {
    const short = anomalies({ ...hosts, data: { ...hosts.data, historyLength: { value: 1, unit: 'day' } } })
    expect(first(short).plan.join()).toMatch(/generalised Pareto tail/)
  })
})

describe('detectors with known cases', () => {
  it('learn from hundreds of them, and only judge by a few', () => {
    const known = (positives: number) => anomalies({ data: { rows: 1_000_000, featureCount: 30, positives } })
    expect(first(known(2_000)).family).toBe('supervised-trees')
    const few = known(50)
    expect(familiesOf(few)).not.toContain('supervised-trees')
    expect(few.rejected.find(({ family }) => family === 'supervised-trees')?.reason).toContain(
      '50 known cases',
    )
  })
})

describe('detectors of other data', () => {
  it('condense a waveform to a few numbers a second', () => {
    const set = anomalies({ data: { seriesCount: 40, sampleRateHz: 10_000 } })
    const network = proposalOf(set, 'autoencoder')
    expect(network.inputs[0]?.shape).toEqual([24])
    expect(network.plan[0]).toContain('10,000 samples a second')
  })

  it('take records one by one, and forecast nothing', () => {
    const set = anomalies({ data: { rows: 200_000, featureCount: 25 } })
    expect(familiesOf(set)).not.toContain('forecast-residual')
    expect(first(set).plan.join()).toMatch(/Records of one account/)
  })

  it('watch what they sit on at the edge, and fit its memory', () => {
    const set = anomalies({
      data: { sampleRateHz: 3_000, channels: 3 },
      constraints: { deployment: 'edge', memoryBytes: 256_000 },
    })
    const forest = proposalOf(set, 'isolation-forest')
    expect(forest.figures.servingMemory.high).toBeLessThanOrEqual(0.9 * 256_000)
    expect(forest.plan.join()).toContain('1 unit x 86,400 decisions a day')
    // 3,000 samples x 3 axes x 2 bytes.
    expect(forest.plan[0]).toContain('18 KB')
  })

  it('raise no alarm at every third record where few come a day', () => {
    const set = anomalies({ data: { rows: 5_000, featureCount: 8 } })
    // 5,000 a year are 13.7 a day; a hundredth of them.
    expect(first(set).plan.join()).toContain('0.14 alerts a day')
  })

  it('watch a single metric by thresholds first', () => {
    const set = anomalies({ data: { seriesCount: 300, channels: 1 } })
    expect(first(set).family).toBe('robust-threshold')
    expect(familiesOf(set)).toContain('forecast-residual')
  })

  it('learn from the older cases only, and say what the budget can find of them', () => {
    const year = { value: 1, unit: 'year' } as const
    const set = anomalies({
      data: { rows: 6_000_000, featureCount: 50, positives: 90_000, historyLength: year },
      targets: { alertsPerDay: 100 },
    })
    const { overview, training, plan } = proposalOf(set, 'supervised-trees')
    expect(overview).toContain('the older 63,000 of 90,000 known cases')
    // 90,000 in 365.24 days are 246 a day.
    expect(training.evaluation.join()).toContain('no detector can find more than 40.6% of them')
    expect([...training.evaluation, ...plan].join()).not.toMatch(/injected|make a supervised model possible/)
  })
})
