/** Faults of method: how to decide, to split, to judge: C14 to C17, C31 and C32. */
import { describe, expect, it } from 'vitest'
import { briefOf, briefWith, type Facts, flag, flagsOf, told, written } from './briefs.js'

describe('C14, learning by trying where nothing may be tried', () => {
  const of = (request: string, data: Facts['data']) =>
    briefWith(request, { domain: 'reinforcement_learning', data })

  it('blocks an on-policy method on records alone, and where trying is forbidden', () => {
    const logs = flag(of('PPO', { loggedDecisions: 200_000 }), 'C14')
    expect(logs.severity).toBe('block')
    expect(logs.arithmetic).toContain('Of 200,000 recorded decisions 0')
    expect(flagsOf(of('PPO from historical data only', {}), 'C14')).toHaveLength(1)
    const forbidden = flag(of('A2C', { mayExplore: false }), 'C14')
    expect(forbidden.waysOut.join()).not.toContain('Allow small trials')
  })

  it('blocks where there is nothing to learn from at all', () => {
    const none = { simulator: false, mayExplore: false }
    expect(flag(of('RL', none), 'C14').arithmetic).toContain('0 decisions')
    expect(flagsOf(of('RL from three years of logs', none), 'C14')).toEqual([])
    expect(flagsOf(of('RL', { ...none, loggedDecisions: 1e5 }), 'C14')).toEqual([])
    expect(flagsOf(of('RL', { mayExplore: false }), 'C14')).toEqual([])
  })

  it('is silent with a simulator, where trying is allowed, and for methods that learn from records', () => {
    expect(flagsOf(of('PPO', { loggedDecisions: 200_000, simulator: true }), 'C14')).toEqual([])
    expect(flagsOf(of('PPO', { mayExplore: true }), 'C14')).toEqual([])
    expect(flagsOf(of('IQL', { loggedDecisions: 200_000, mayExplore: false }), 'C14')).toEqual([])
  })
})

describe('C15, later effects where there are none', () => {
  it.each([
    'use reinforcement learning to choose which banner to show',
    'Verstärkungslernen: welches Banner wird gezeigt',
    'aprendizaje por refuerzo para elegir qué banner mostrar',
    'apprentissage par renforcement pour choisir quelle bannière montrer',
    'apprendimento per rinforzo per scegliere quale banner mostrare',
    'aprendizado por reforço para escolher qual banner mostrar',
  ])('warns: %s', (text) => {
    const found = flag(briefWith(text, {}), 'C15')
    expect(found.arithmetic).toContain('1 decision')
    expect(found.waysOut[0]).toContain('bandit')
  })

  it('follows the fact where it is known', () => {
    const of = (sequential: boolean) => briefWith('RL for prices', { data: { sequential } })
    expect(flagsOf(of(false), 'C15')).toHaveLength(1)
    expect(flagsOf(of(true), 'C15')).toEqual([])
  })
})

describe('C31, a method that cannot give what is asked', () => {
  it('counts the actions of a value-based method', () => {
    const of = (actionCount: number) =>
      briefWith('DQN for an arm', { data: { actions: 'continuous', actionCount } })
    const found = flag(of(6), 'C31')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain(written(11 ** 6))
    expect(flagsOf(briefWith('DQN', { data: { actions: 'discrete' } }), 'C31')).toEqual([])
    expect(flagsOf(briefWith('SAC', { data: { actions: 'continuous' } }), 'C31')).toEqual([])
  })

  it('blocks a table of nodes for nodes that are new', () => {
    const found = flag(briefWith('node2vec, new nodes every day', { data: { nodes: 5e6 } }), 'C31')
    expect(found.arithmetic).toContain('5 M')
    expect(flagsOf(briefWith('node2vec on a fixed graph', {}), 'C31')).toEqual([])
    const noTrees = briefWith('node2vec, new nodes', { constraints: { excludedFamilies: ['trees'] } })
    expect(flag(noTrees, 'C31').waysOut.join()).not.toContain('trees')
  })
})

describe('C16, tests that know the answers', () => {
  const texts = [
    'random train/test split',
    'we split the rows randomly',
    '5-fold cross-validation',
    'zufällig in Training und Test aufgeteilt',
    'Zufallssplit',
    'división aleatoria',
    'validación cruzada',
    'découpage aléatoire',
    'suddivisione casuale',
    'divisão aleatória',
    '随机划分训练集和测试集',
    'データをランダムに分割する',
  ]
  it.each(texts)('warns of a series: %s', (text) => {
    const found = flag(briefWith(text, { domain: 'time_series' }), 'C16')
    expect(found.arithmetic).toContain(`${written(100 * (1 - 0.2 ** 2))}%`)
  })

  it.each(texts)('is silent for rows that nothing joins: %s', (text) => {
    expect(flagsOf(briefWith(text, { domain: 'tabular' }), 'C16')).toEqual([])
  })

  it('counts the test rows that are newer than all training rows', () => {
    const found = flag(briefWith('random split', { domain: 'tabular', data: { dated: true } }), 'C16')
    expect(found.arithmetic).toContain(`${0.2 / 0.8} test rows`)
  })

  it.each([
    ['12,000 scans of 3,000 patients, random split', 'patient'],
    ['12.000 Bilder von 3.000 Patienten, Zufallssplit', 'patient'],
    ['12.000 grabaciones de 3.000 hablantes, división aleatoria', 'speaker'],
    ['12 000 images de 3 000 clients, découpage aléatoire', 'customer'],
    ['12.000 misure di 3.000 macchine, suddivisione casuale', 'machine'],
  ])('counts the rows that share an entity: %s', (text, entity) => {
    const found = flag(briefWith(text, { domain: 'vision', data: { labelled: 12_000 } }), 'C16')
    expect(found.arithmetic).toContain(
      `${written(100 * (1 - 0.2 ** 3))}% of the test rows have their own ${entity}`,
    )
    expect(found.waysOut).toEqual([`Split by ${entity}: all rows of one on the same side.`])
  })

  it('takes the largest count beside them for that of the rows', () => {
    const text = 'random split of slices from 80 patients, 12,000 slices'
    expect(flag(briefWith(text, { domain: 'vision' }), 'C16').arithmetic).toContain('150 of each')
    expect(flagsOf(briefWith('random split, 80 patients, 512 px', { domain: 'vision' }), 'C16')).toEqual([])
    const task = 'speaker identification'
    const speakers = briefWith('200 speakers, 20,000 clips, random split', { domain: 'audio', task })
    expect(flagsOf(speakers, 'C16')).toEqual([])
  })

  it('is silent where every row is an entity of its own, or the split is another one', () => {
    const one = (text: string, data: Facts['data']) => briefWith(text, { domain: 'tabular', data })
    expect(flagsOf(one('3,000 patients, random split', { labelled: 3_000 }), 'C16')).toEqual([])
    expect(flagsOf(one('3,000 patients, random split', {}), 'C16')).toEqual([])
    expect(flagsOf(one('random split by patient: group split', { labelled: 9_000 }), 'C16')).toEqual([])
    expect(flagsOf(one('a time-based split, no random split', { dated: true }), 'C16')).toEqual([])
    expect(
      flagsOf(briefWith('rolling-origin, 5-fold cross-validation', { domain: 'time_series' }), 'C16'),
    ).toEqual([])
  })

  it('splits molecules by scaffold', () => {
    const brief = briefWith('solubility, random split', {
      domain: 'graph',
      task: 'molecular property regression',
    })
    expect(flag(brief, 'C16').waysOut[0]).toContain('scaffold')
  })

  it.each(['we evaluate on the training data', 'tested on the training set'])('blocks: %s', (text) => {
    expect(flag(briefWith(text, {}), 'C16').severity).toBe('block')
  })

  it.each([
    'normalise the whole dataset before the split',
    'SMOTE before the split',
    'feature selection on the whole dataset',
  ])('warns of what is learned before: %s', (text) => {
    expect(flag(briefWith(text, {}), 'C16').waysOut[0]).toContain('Split first')
  })

  it('warns of the last item of each user in a recommender', () => {
    const brief = briefWith('leave-one-out', { domain: 'recommendation', data: { users: 5000 } })
    expect(flag(brief, 'C16').arithmetic).toContain('5,000 different moments')
    expect(flagsOf(briefWith('leave-one-out', { domain: 'tabular' }), 'C16')).toEqual([])
  })
})

describe('C32, probabilities after oversampling', () => {
  it('shows by how much they are too high', () => {
    const of = (request: string) => briefWith(request, { data: { positiveRate: 0.02 } })
    const found = flag(of('SMOTE, and calibrated probabilities'), 'C32')
    expect(found.arithmetic).toContain(`${0.5 / 0.02} times too high`)
    expect(flagsOf(of('SMOTE'), 'C32')).toEqual([])
    expect(flagsOf(of('calibrated probabilities, no SMOTE'), 'C32')).toEqual([])
  })
})

describe('C17, a metric that does not measure it', () => {
  it('warns of a percentage of zero, and is settled by another metric', () => {
    const text = 'forecast intermittent demand 7 days ahead, judged by MAPE'
    expect(flag(briefOf(text), 'C17').waysOut[0]).toContain('WAPE')
    expect(flagsOf(told(text, 'WAPE then'), 'C17')).toEqual([])
  })

  it.each([
    ['accuracy', 0.049, true],
    ['accuracy', 0.05, false],
    ['roc-auc', 0.009, true],
    ['roc-auc', 0.01, false],
    ['f1', 0.001, false],
  ])('judges %s at a share of %d', (metric, positiveRate, warns) => {
    const brief = briefWith('detect', { data: { positiveRate }, targets: { metric } })
    expect(flagsOf(brief, 'C17')).toHaveLength(warns ? 1 : 0)
  })

  it('shows the false alarms that ROC-AUC hides', () => {
    const brief = briefWith('detect', { data: { positiveRate: 0.001 }, targets: { metric: 'auc' } })
    expect(flag(brief, 'C17').arithmetic).toContain(`= ${written((0.01 * 0.999) / 0.001)} false alarms`)
  })

  it('reads the share from positives and rows', () => {
    const brief = briefWith('detect', {
      data: { positives: 400, rows: 50_000 },
      targets: { metric: 'accuracy' },
    })
    expect(flag(brief, 'C17').arithmetic).toContain(`${100 * (1 - 400 / 50_000)}%`)
  })

  const cases: [string, Facts, number][] = [
    ['95% accuracy', { domain: 'time_series' }, 1],
    ['95% accuracy', { domain: 'vision' }, 0],
    ['rank by RMSE', { domain: 'recommendation', data: { feedback: 'implicit' } }, 1],
    ['predict the price, RMSE', { domain: 'tabular' }, 0],
    ['summaries judged by BLEU', { domain: 'language' }, 1],
    ['pixel accuracy', { domain: 'vision' }, 1],
    ['accuracy', { domain: 'vision', task: 'segmentation' }, 1],
    ['point-adjusted F1', { domain: 'anomaly_detection' }, 1],
    ['sampled metrics', { domain: 'recommendation', data: { items: 20_000 } }, 1],
  ]
  it.each(cases)('%s: %o', (text, facts, count) => {
    expect(flagsOf(briefWith(text, facts), 'C17')).toHaveLength(count)
  })
})

describe('C36, fewer alerts than cases', () => {
  const text = (alerts: number) =>
    `fraud detection, 12M transactions a month, 0.08% fraud, analysts can check ${alerts} alerts/day`

  it('says the most that can be found', () => {
    const found = flag(briefOf(text(200)), 'C36')
    expect(found.severity).toBe('warn')
    // 12 million in a month of 30.4375 days, 0.08% of them.
    const cases = (12e6 / 30.4375) * 0.0008
    expect(found.arithmetic).toContain(`${Math.round((100 * 200) / cases)}`)
  })

  it('is silent where all can be looked at', () => {
    expect(flagsOf(briefOf(text(4000)), 'C36')).toEqual([])
  })
})
