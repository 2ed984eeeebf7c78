/** Counts with their nouns, sizes, money, memory and rates. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../src/design/brief/read.js'

const brief = (text: string) => readBrief(text).brief

describe('the number of series', () => {
  it.each<readonly [string, number]>([
    ['forecast 7 days for 320 buildings', 320],
    ['Vorhersage für 320 Gebäude', 320],
    ['forecast for 100K items', 100_000],
    ['forecast for 1.5M meters', 1_500_000],
    ['forecast 12 lakh SKUs', 1_200_000],
    ['forecast 1.5 crore households', 15_000_000],
    ['forecast for 10 000 VMs', 10_000],
    ["forecast for 1'200 sensors", 1200],
    ['forecast for 1,200+ products', 1200],
    ['forecast for five hundred stores', 500],
    ['forecast for two hundred thousand meters', 200_000],
    ['forecast for a couple of stores', 2],
    ['forecast for one store', 1],
    ['forecast for hundreds of stores', 300],
    ['forecast for a few hundred stores', 300],
    ['forecast for a few stores', 5],
    ['forecast, number of series: about 40', 40],
    ['forecast for 1.200 stores', 1200],
    ['forecast 14 days for 1,5 Mio. Zeitreihen', 1_500_000],
    ['forecast the load of 1 city', 1],
    ['each of our 25 stores has 300 products, forecast sales', 7500],
    ['forecast; n_series: 1000', 1000],
    ['forecast traffic, 900 detectors', 900],
    ['forecast 200 KPIs daily', 200],
    ['Prognose von 850 Artikeln in 12 Filialen', 10_200],
    ['forecast: number of series: 800', 800],
    ['forecast 300 time series', 300],
    ['forecast for all 16 German states', 16],
    ['forecast across 75 flurbs', 75],
    ['Prognose für 3.400 Stromzähler', 3400],
    ['forecast 40 stores x 500 products', 20_000],
    ['forecast 450 SKUs across 30 stores', 13_500],
    ['forecast for 40 stores with 25 products each', 1000],
    ['previsión de 1.500 productos', 1500],
    ['forecast demand for `200` stores', 200],
    ['forecast 3D trajectories of 500 ships, 10 minutes ahead', 500],
  ])('of "%s" is %d', (text, count) => {
    expect(brief(text).data.seriesCount?.value).toBe(count)
  })

  it.each(['predict 6D poses an hour ahead', 'forecast 2D tracks', 'forecast demand for 5G traffic'])(
    'is nothing that "%s" says',
    (text) => {
      const { data, constraints } = brief(text)
      expect([data.seriesCount, constraints.memoryBytes]).toEqual([undefined, undefined])
    },
  )

  it('is the largest of several counts that nothing joins, and that is said', () => {
    const { brief: read, notes } = readBrief('forecast sales, 40 stores, 500 products')
    expect(read.data.seriesCount?.value).toBe(500)
    expect(notes).toEqual([
      'Several counts could be the number of series; 500 was taken. Say "20,000 series" if every combination is forecast.',
    ])
  })

  it.each([
    'forecast 5 folds',
    'forecast with 3 models',
    'forecast 10% of sales',
    'forecast 20 times',
    'forecast with 3 seasonalities',
  ])('is not read from "%s"', (text) => {
    expect(brief(text).data.seriesCount).toBeUndefined()
  })
})

describe('other counts', () => {
  const rows: readonly (readonly [string, keyof ReturnType<typeof brief>['data'], number])[] = [
    ['forecast 7 days, 1.5M rows', 'rows', 1_500_000],
    ['forecast 7 days, 1.5 crore rows', 'rows', 15_000_000],
    ['forecast 7 days, 1,5 Mio Zeilen für die Prognose', 'rows', 1_500_000],
    ['forecast 7 days with 14 features', 'featureCount', 14],
    ['forecast 7 days, 321 channels', 'channels', 321],
    ['univariate forecast', 'channels', 1],
    ['3D trajectory prediction', 'channels', 3],
    ['recommend among 100K items', 'items', 100_000],
    ['recommend to 3.5M users', 'users', 3_500_000],
    ['classify images into 8 classes', 'classes', 8],
    ['20K labelled support tickets', 'labelled', 20_000],
    ['fine-tune llama 7B', 'modelParams', 7e9],
    ['fine-tune bert 110M', 'modelParams', 110e6],
  ]
  it.each(rows)('of "%s": %s is %d', (text, name, value) => {
    expect(brief(text).data[name]?.value).toBe(value)
  })

  it.each<readonly [string, number]>([
    ['forecast 7 days, team of 2', 2],
    ['forecast 7 days, 3 engineers', 3],
    ['forecast 7 days, two devs', 2],
  ])('of "%s" give a team of %d', (text, size) => {
    expect(brief(text).team.size?.value).toBe(size)
  })

  it('give a batch size only where it is named', () => {
    expect(brief('forecast, batch size 64').constraints.batchSize?.value).toBe(64)
    expect(brief('forecast in a nightly batch of 64').constraints.batchSize).toBeUndefined()
  })
})

describe('a number behind the name of a fact', () => {
  it.each<readonly [string, string, string, unknown]>([
    ['classify images of parts', 'size: 640', 'imageSize', 640],
    ['classify images of parts', 'classes: 12', 'classes', 12],
    ['classify engine sounds', 'hours: 120', 'audioHours', 120],
    ['classify engine sounds', 'clip: 3', 'clipSeconds', 3],
    ['classify support tickets', 'length: 500', 'sequenceLength', 500],
    ['recommend products', 'cold-start: 30%', 'coldShare', 0.3],
    ['churn model for customers', '50k x 40', 'rows', 50_000],
    ['churn model for customers', '50k x 40', 'featureCount', 40],
    ['node classification in a graph of 2M nodes', '1% labelled', 'labelled', 20_000],
  ])('after "%s" answers: %s', (request, answer, name, value) => {
    const data: Record<string, { value: unknown } | undefined> = readBrief(answer, brief(request), 'answered')
      .brief.data
    expect(data[name]?.value).toBe(value)
  })

  it('is no fact of another field', () => {
    expect(readBrief('size: 640', brief('recommend products')).brief.data.imageSize).toBeUndefined()
  })
})

describe('money', () => {
  it.each<readonly [string, number]>([
    ['$500', 500],
    ['budget $2k', 2000],
    ['10,000 USD', 10_000],
    ['200 bucks', 200],
    ['Budget: 300', 300],
    ['budget_usd=500', 500],
    ['at most $1.5k', 1500],
    ['US$ 50', 50],
    ['budget 1.000 USD', 1000],
  ])('"%s" is a budget of %d dollars', (said, usd) => {
    expect(brief(`forecast 7 days, ${said}`).constraints.budgetUsd?.value).toBe(usd)
  })

  it('in another currency is taken one to one, and that is said', () => {
    const { brief: read, notes } = readBrief('Prognose für 63 Tage, Budget 1.500 €')
    expect(read.constraints.budgetUsd).toMatchObject({ value: 1500, words: '1.500 €' })
    expect(notes[0]).toContain('one US dollar for one EUR')
  })

  it.each(['revenue of $5M', '$5 per unit', 'sales worth $2,000', '$300/month'])(
    'is no budget in "%s"',
    (said) => {
      expect(brief(`forecast 7 days, ${said}`).constraints.budgetUsd).toBeUndefined()
    },
  )
})

describe('memory and rates', () => {
  it.each<readonly [string, number]>([
    ['16 GiB memory', 16 * 2 ** 30],
    ['16 GiB max', 16 * 2 ** 30],
    ['8 GB RAM', 8e9],
    ['256 KB of SRAM', 256e3],
    ['4GB footprint', 4e9],
    ['2G RAM', 2e9],
    ['512 MiB Speicher', 512 * 2 ** 20],
  ])('"%s" limits memory to %d bytes', (said, bytes) => {
    expect(brief(`forecast 7 days, ${said}`).constraints.memoryBytes?.value).toBe(bytes)
  })

  it.each(['5 TB of logs', '200 GB of data', '40 GB parquet files', 'one T4 16 GB', 'A100 40GB'])(
    '"%s" limits no memory',
    (said) => {
      expect(brief(`forecast 7 days, ${said}`).constraints.memoryBytes).toBeUndefined()
    },
  )

  it.each<readonly [string, number]>([
    ['50 rps', 50],
    ['200 requests per second', 200],
    ['600 requests/minute', 10],
    ['864k forecasts per day', 10],
    ['1,000 queries per second', 1000],
  ])('"%s" is %d a second', (said, rate) => {
    expect(brief(`forecast 7 days, ${said}`).targets.throughputPerSecond?.value).toBeCloseTo(rate, 9)
  })
})

describe('what texts are like', () => {
  it.each<readonly [string, number]>([
    ['classify emails of 200 words', 260],
    ['Verträge mit NER auslesen, jeder etwa 400 Wörter lang', 520],
    ['traduction automatique du français, 30 mots chacune', 39],
  ])('%s: as tokens', (text, tokens) => {
    expect(brief(text).data.sequenceLength?.value).toBe(tokens)
  })

  it('reads no length of a text from what is written', () => {
    expect(brief('summarise reports in summaries of 100 words').data.sequenceLength).toBeUndefined()
  })

  it.each([
    'sort complaint emails into 9 topics. Nothing is labelled yet.',
    'Traduzir manuais do português para o inglês. Sem pares de frases.',
  ])('%s: no labels', (text) => {
    expect(brief(text).data.labels?.value).toBe('none')
  })

  it('reads both languages of "our reply, in English and Italian"', () => {
    const text =
      'draft replies to reviews, we have 300 pairs of a review and our reply, in English and Italian'
    expect(brief(text).data.languages?.value).toEqual(['en', 'it'])
  })

  it('reads labels that may overlap, cores behind a hyphen, and what something is used rather than', () => {
    expect(brief('classify chat messages, 12 labels that may overlap').data.multiLabel?.value).toBe(true)
    expect(brief('Texte klassifizieren auf 8 CPU-Kernen').constraints.servingDevice?.value.count).toBe(8)
    expect(
      brief('full fine-tuning of a 7B model rather than LoRA').constraints.excludedFamilies?.value,
    ).toEqual(['lora'])
  })
})
