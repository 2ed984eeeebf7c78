/** What people can run, read, wait for, and what the law asks: C09, C21, C23 to C26. */
import { describe, expect, it } from 'vitest'
import { briefOf, briefWith, type Facts, flag, flagsOf, offered, told } from './briefs.js'

describe('C21, too little history', () => {
  const long = 'forecast 63 days ahead, daily data, 2 months of history'

  it('blocks a horizon that is longer than the history', () => {
    const found = flag(briefOf(long), 'C21')
    expect(found.severity).toBe('block')
    // Two mean months of 30.4375 days.
    expect(found.arithmetic).toContain('63 steps to predict, 61 steps known')
  })

  it('is settled by each of its ways out', () => {
    const found = flag(briefOf(long), 'C21')
    const shorter = offered(found, /at most/)
    expect(shorter).toBe(Math.floor(61 / 4))
    expect(flagsOf(told(long, `horizon: ${shorter} days`), 'C21')).toEqual([])
    const longer = offered(found, /at least/)
    expect(longer).toBe(4 * 63)
    expect(flagsOf(told(long, `history: ${longer} days`), 'C21')).toEqual([])
  })

  it('offers no shorter horizon where a single step is known', () => {
    const found = flag(briefOf('forecast 1 day ahead, daily data, 1 day of history'), 'C21')
    expect(found.arithmetic).toContain('1 step to predict, 1 step known')
    expect(found.waysOut).toEqual(['Bring at least 4 steps of history, of these series or of similar ones.'])
  })

  it('warns of a cycle that was not seen twice', () => {
    const text = 'forecast 14 days ahead, daily data, 1 year of history, yearly seasonality'
    const found = flag(briefOf(text), 'C21')
    expect(found.severity).toBe('warn')
    expect(found.conflict).toBe('You named a cycle of 1 year and 1 year of history.')
    expect(found.arithmetic).toContain('365 / 365 = 1 cycle seen')
    expect(flagsOf(told(text, 'no seasonality'), 'C21')).toEqual([])
    const steps = offered(found, /at least/)
    expect(steps).toBe(2 * 365)
    expect(flagsOf(told(text, `history: ${steps} days`), 'C21')).toEqual([])
  })
})

describe('C09, a training longer than the time there is', () => {
  const of = (trainingHours: number) =>
    briefWith('train', { constraints: { trainingHours, deadlineWeeks: 2 } })

  it('shows the hours', () => {
    const found = flag(of(500), 'C09')
    expect(found.arithmetic).toContain(`2 x 168 hours = ${2 * 168} hours`)
    expect(flagsOf(of(offered(found, /at most/)), 'C09')).toEqual([])
    expect(flagsOf(of(336), 'C09')).toEqual([])
  })
})

describe('C23, reasons required of what gives none', () => {
  const of = (constraints: Facts['constraints'], request = 'churn') => briefWith(request, { constraints })

  it('warns where only opaque families are asked for', () => {
    const found = flag(of({ interpretability: 'must', wantedFamilies: ['lstm', 'transformer'] }), 'C23')
    expect(found.arithmetic).toContain('0 of 2')
    expect(flagsOf(of({ interpretability: 'wish', wantedFamilies: ['lstm'] }), 'C23')).toEqual([])
    expect(flagsOf(of({ interpretability: 'must', wantedFamilies: ['lstm', 'trees'] }), 'C23')).toEqual([])
    expect(flagsOf(of({ interpretability: 'must' }), 'C23')).toEqual([])
    expect(flagsOf(of({ interpretability: 'must' }, 'a deep ensemble'), 'C23')).toHaveLength(1)
    expect(flagsOf(of({ interpretability: 'must' }, 'no black box'), 'C23')).toEqual([])
  })

  it('offers only families that may be used', () => {
    const found = flag(
      of({ interpretability: 'must', wantedFamilies: ['lstm'], excludedFamilies: ['trees', 'linear'] }),
      'C23',
    )
    expect(found.waysOut).toHaveLength(1)
    expect(found.waysOut[0]).toContain('surrogate')
  })
})

describe('C25, labels later than the next training', () => {
  it.each([
    ['chargebacks arrive after 60 days, retrained weekly', 60 / 7],
    ['labels are known 30 days later, we retrain every 3 days', 10],
    ['Etiketten kommen 30 Tage verspätet nach, täglich nachtrainiert', 30],
  ])('shows the periods without labels: %s', (text, periods) => {
    const found = flag(briefWith(text, {}), 'C25')
    expect(found.arithmetic).toContain(`the newest ${Math.ceil(periods)} periods`)
    expect(found.waysOut[0]).toMatch(/older than (30|60) days/)
  })

  it.each([
    'labels arrive after 3 days, retrained weekly',
    'retrained weekly',
    'labels arrive after 60 days',
  ])('is silent: %s', (text) => {
    expect(flagsOf(briefWith(text, {}), 'C25')).toEqual([])
  })
})

describe('C26, more moving parts than people', () => {
  const text = 'with a vector database, a feature store, kafka and kubernetes'
  const of = (size: number, infrastructure?: string[]) =>
    briefWith(text, { team: { size, ...(infrastructure && { infrastructure }) } })

  it('counts what is new', () => {
    expect(flag(of(2), 'C26').arithmetic).toContain('4 moving parts / 2 = 2')
    expect(flagsOf(of(4), 'C26')).toEqual([])
    expect(flagsOf(of(2, ['kafka', 'kubernetes']), 'C26')).toEqual([])
  })
})

describe('C24, data and decisions with rules of their own', () => {
  it.each([
    ['classify chest X-rays of patients', 'Art. 9'],
    ['Röntgenbilder von Patienten', 'Art. 9'],
    ['radiografías de pacientes', 'Art. 9'],
    ['radiographies de patients', 'Art. 9'],
    ['radiografie di pazienti', 'Art. 9'],
    ['radiografias de pacientes', 'Art. 9'],
    ['患者のX線写真を分類したい', 'Art. 9'],
    ['классифицировать снимки пациентов', 'Art. 9'],
    ['银行贷款违约预测', '5(b)'],
    ['face recognition at the door', 'point 1'],
    ['credit scoring', '5(b)'],
    ['Kreditausfall vorhersagen', '5(b)'],
    ['riesgo de crédito', '5(b)'],
    ['solvabilité des clients', '5(b)'],
    ['screen CVs for hiring', 'point 4'],
    ['Lebenslauf bewerten', 'point 4'],
    ['emotion recognition in class', 'Art. 5'],
    ['recommend videos to children', 'Art. 8'],
    ['health insurance premiums', '5(c)'],
    ['benefit claims of citizens', '5(a)'],
    ['it holds personal data', 'Art. 5 and 6'],
    ['personenbezogene Daten', 'Art. 5 and 6'],
  ])('names the rule: %s', (text, rule) => {
    const found = flag(briefWith(text, {}), 'C24')
    expect(found.severity).toBe('warn')
    expect(found.arithmetic).toContain(rule)
  })

  it.each([
    'detect credit card fraud',
    'credit risk of fraud',
    'machine health of pumps',
    'child nodes of a tree',
    'curriculum learning',
    'no personal data',
    'forecast churn of customers',
  ])('is silent: %s', (text) => {
    expect(flagsOf(briefWith(text, {}), 'C24')).toEqual([])
  })

  it('does not call the bed counts of hospitals health data', () => {
    const of = (domain: Facts['domain']) => briefWith('beds of 12 hospitals', { domain })
    expect(flagsOf(of('time_series'), 'C24')).toEqual([])
    expect(flagsOf(of('tabular'), 'C24')).toHaveLength(1)
  })

  it('says what a decision without a person takes, and offers none', () => {
    const found = flag(briefWith('fully automatic loan decisions', {}), 'C24')
    expect(found.conflict).toContain('decided without a person')
    expect(found.waysOut.join()).not.toContain('Let a person decide')
    expect(found.waysOut.join()).toContain('Art. 22(2)')
  })
})

describe('C24, emotions', () => {
  it.each([
    'emotion detection of employees from webcam, 20k labelled images',
    'Emotionen von Mitarbeitern per Webcam erkennen, 20.000 Bilder',
  ])('blocks reading them at work: %s', (request) => {
    const found = flag(briefOf(request), 'C24')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain('Art. 5')
  })

  it('warns elsewhere, and leaves texts alone', () => {
    expect(
      flag(briefOf('emotion detection of gamers from webcam images, 20k labelled'), 'C24').severity,
    ).toBe('warn')
    expect(flagsOf(briefOf('emotion classification of tweets of employees, 20k labelled'), 'C24')).toEqual([])
  })
})

describe('C24, counts', () => {
  it('says nothing of how many patients come, and something of their records', () => {
    expect(
      flagsOf(briefOf('can you forecast number of patients? 5 hospitals, daily 2019-2024'), 'C24'),
    ).toEqual([])
    expect(flagsOf(briefOf('classify patients by their lab values, 20k rows'), 'C24')).not.toEqual([])
  })
})
