/** What the amount of data can show: C06, C07, C12, C13 and C30. */
import { describe, expect, it } from 'vitest'
import { risks } from '../../../src/design/risks/index.js'
import { briefOf, briefWith, flag, flagsOf, offered, told, written } from './briefs.js'

describe('C06, fewer examples than classes', () => {
  const text = 'classify images into 500 classes, 120 labelled photos'

  it('counts the classes without one, and is settled by more labels', () => {
    const found = flag(briefOf(text), 'C06')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toBe('120 / 500 = 0.24 examples a class: at least 380 classes have none.')
    expect(found.waysOut[0]).toBe('Label at least 1,000 examples, two of each class.')
    expect(flagsOf(told(text, '1,000 labelled photos'), 'C06')).toEqual([])
  })

  it('warns near the bound, and is silent at it', () => {
    const of = (labelled: number) => briefWith('classify', { data: { classes: 100, labelled } })
    expect(flag(of(90), 'C06').severity).toBe('warn')
    expect(flagsOf(of(100), 'C06')).toEqual([])
  })

  it('warns of no label at all, and says how to start', () => {
    const found = flag(briefWith('classify', { data: { classes: 6, labelled: 0 } }), 'C06')
    expect(found.severity).toBe('warn')
    expect(offered(found, /Label/)).toBe(60)
  })

  it('blocks one example a class, and leaves labels that hold at once alone', () => {
    expect(flag(briefWith('classify', { data: { classes: 50, examplesPerClass: 1 } }), 'C06').severity).toBe(
      'block',
    )
    const multi = briefWith('classify', { data: { classes: 50, labelled: 20, multiLabel: true } })
    expect(flagsOf(multi, 'C06')).toEqual([])
  })
})

describe('C07, too little to learn from', () => {
  it('warns under ten examples a class', () => {
    const of = (examplesPerClass: number) =>
      briefWith('classify', { data: { classes: 40, examplesPerClass } })
    const found = flag(of(5), 'C07')
    expect(found.arithmetic).toContain('Of 5 about 1')
    expect(offered(found, /Label/)).toBe(10 * 40)
    expect(flagsOf(of(10), 'C07')).toEqual([])
  })

  it('warns of more features than rows, but not of a forecast', () => {
    const of = (rows: number, domain: 'tabular' | 'time_series' = 'tabular') =>
      briefWith('predict', { domain, data: { rows, featureCount: 2000 } })
    expect(flag(of(80), 'C07').arithmetic).toContain(`${80 / 2000} rows a feature`)
    expect(flagsOf(of(2000), 'C07')).toEqual([])
    expect(flagsOf(of(80, 'time_series'), 'C07')).toEqual([])
  })

  it('warns of a net from scratch with ten times as many numbers as targets', () => {
    const of = (modelParams: number, fromScratch = true) =>
      briefWith('train a CNN', { domain: 'vision', data: { labelled: 1000, modelParams, fromScratch } })
    const found = flag(of(25e6), 'C07')
    expect(found.arithmetic).toContain(`${written(25e6 / 1000)} numbers to learn for each target`)
    expect(flagsOf(of(offered(found, /at most/)), 'C07')).toEqual([])
    expect(flagsOf(of(25e6, false), 'C07')).toEqual([])
  })

  it('offers no pretrained model where none may be used', () => {
    const brief = briefWith('classify, no pretrained models', { data: { classes: 40, examplesPerClass: 5 } })
    expect(flag(brief, 'C07').waysOut.join()).not.toContain('pretrained')
  })
})

describe('C12, an accuracy that one answer has already', () => {
  const of = (accuracy: number, positiveRate: number) =>
    briefWith('detect fraud', {
      domain: 'tabular',
      data: { positiveRate },
      targets: { metric: 'accuracy', metricValue: accuracy },
    })

  it('shows the share of the commoner class', () => {
    const found = flag(of(0.999, 0.001), 'C12')
    expect(found.arithmetic).toContain(`right in ${written(100 * (1 - 0.001))}% of the cases`)
    expect(found.severity).toBe('warn')
    // The one flag says it: no second one about accuracy.
    expect(flagsOf(of(0.999, 0.001), 'C17')).toEqual([])
  })

  it('is silent above it', () => {
    expect(flagsOf(of(0.9995, 0.001), 'C12')).toEqual([])
    expect(flag(of(0.9995, 0.001), 'C17').conflict).toContain('accuracy')
  })

  it('reads the value beside the word where no fact holds it', () => {
    const said = (text: string) => briefWith(text, { data: { positiveRate: 0.1 } })
    for (const text of [
      '90% accuracy',
      'an accuracy of at least 85%',
      '90% Genauigkeit',
      'exactitud del 90%',
      'exactitude de 90%',
      'accuratezza del 90%',
      'acurácia de 90%',
    ])
      expect(flagsOf(said(text), 'C12')).toHaveLength(1)
    expect(flagsOf(said('95% accuracy'), 'C12')).toEqual([])
  })
})

describe('C13, no error at all', () => {
  it.each([
    '100% recall on defects',
    'no false positives',
    'zero false alarms please',
    'it must not miss a single tumour',
    'keine Fehlalarme',
    'sin falsos positivos',
    'aucun faux négatif',
    'nessun falso positivo',
    'nenhum falso positivo',
  ])('warns: %s', (text) => {
    const found = flag(briefWith(text, { data: { positives: 500 } }), 'C13')
    expect(found.severity).toBe('warn')
    // A fifth of 500 are tested: 3 / n.
    expect(found.arithmetic).toContain('3 / 100 = 3%')
  })

  it.each(['guaranteed accuracy', 'garantierte Genauigkeit', 'precisión garantizada', 'précision garantie'])(
    'warns of a promise: %s',
    (text) => {
      const found = flag(briefWith(text, { data: { labelled: 2000 } }), 'C13')
      const margin = 1.96 * Math.sqrt((0.95 * 0.05) / 400)
      expect(found.arithmetic).toContain(`${written(100 * margin)}%`)
    },
  )

  it.each(['few false positives', 'high recall', 'guaranteed uptime of 99.9%', '95% recall'])(
    'is silent: %s',
    (text) => {
      expect(flagsOf(briefWith(text, {}), 'C13')).toEqual([])
    },
  )

  it('offers no review by people where none are to look', () => {
    const brief = briefWith('no false positives, fully automatic', {})
    expect(flag(brief, 'C13').waysOut.join()).not.toContain('people')
  })
})

describe('C30, too few positives or cases to test', () => {
  const of = (positives: number) => briefWith('detect', { data: { positives } })

  it('shows what the test can tell, and is silent at 30 in the test', () => {
    const found = flag(of(100), 'C30')
    const margin = 1.96 * Math.sqrt((0.8 * 0.2) / 20)
    expect(found.arithmetic).toContain('about 20 of them')
    expect(found.arithmetic).toContain(`+-${written(100 * margin)}%`)
    expect(found.arithmetic).toContain(`${written(300 / 20)}%`)
    const enough = offered(found, /Collect/)
    expect(flagsOf(of(enough), 'C30')).toEqual([])
    expect(flagsOf(of(enough - 1), 'C30')).toHaveLength(1)
  })

  it('keeps all of them for the test where a detector learns from normal data alone', () => {
    const odd = (positives: number) =>
      briefWith('detect', { domain: 'audio', task: 'audio anomaly detection', data: { positives } })
    expect(flag(odd(12), 'C30').arithmetic).toContain('All 12 are for the test')
    expect(offered(flag(odd(12), 'C30'), /Collect/)).toBe(30)
    expect(flagsOf(odd(40), 'C30')).toEqual([])
  })

  it('warns where a class has too few to test, from ten of each on', () => {
    const each = (examplesPerClass: number) =>
      briefWith('classify', { data: { classes: 14, examplesPerClass } })
    const found = flag(each(12), 'C30')
    expect(found.conflict).toContain(`${14 * 12} in all`)
    expect(found.arithmetic).toContain('moves its recall by 50%')
    expect(flagsOf(each(offered(found, /Label/)), 'C30')).toEqual([])
    expect(flagsOf(each(9), 'C30')).toEqual([])
    expect(flagsOf(each(9), 'C07')).toHaveLength(1)
  })

  it('counts positives from rows and their share', () => {
    const rated = briefWith('detect', { data: { rows: 10_000, positiveRate: 0.005 } })
    expect(flag(rated, 'C30').conflict).toBe('You have 50 positive examples.')
  })

  it('warns where the margin is as large as the errors allowed', () => {
    const asked = (labelled: number) =>
      briefWith('classify', { data: { labelled }, targets: { metric: 'accuracy', metricValue: 0.95 } })
    const found = flag(asked(300), 'C30')
    expect(found.arithmetic).toContain(`${written(100 * 1.96 * Math.sqrt((0.95 * 0.05) / 60))}%`)
    const enough = offered(found, /Label/)
    expect(flagsOf(asked(enough), 'C30')).toEqual([])
    expect(flagsOf(asked(enough - 10), 'C30')).toHaveLength(1)
  })
})

describe('an ordinary request', () => {
  it.each([
    'Design a time series forecasting model for 63-day trajectory prediction',
    'forecast 48 hours, hourly, 2.5 years of history, 320 buildings, $400, CPU only',
    'fine-tune llama 7B with LoRA on one T4',
    'fine-tune llama 7B on 8 H100, bf16',
    'forecast 7 days on a T4, fp16',
    'forecast demand with many zeros, judged by MASE',
    'Classify 9 kinds of fruit from 6,000 labelled photos, one L4, PyTorch, p95 under 90 ms',
    'recommend among 80K products for 2M users, 30M clicks, p99 80 ms',
    'predict churn for 60,000 customers with 70 columns, nightly on a 4-core VM, no GPU, with SHAP',
    'detect anomalies in 900 servers x 20 metrics every 30 s, no labels, at most 15 alerts a day, kafka',
    'Vorhersage des Wasserverbrauchs für 120 Gebäude, stündlich, 24 Stunden voraus, 3 Jahre Historie',
    'predict the melting point of molecules from 5,000 measured compounds, with uncertainty',
    'route mails to 10 teams, 30K labelled, CPU only, p95 100 ms',
  ])('raises nothing: %s', (text) => {
    expect(risks(briefOf(text))).toEqual([])
  })
})
