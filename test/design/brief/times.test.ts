/** Lengths of time in a request: what each one is for. */
import { describe, expect, it } from 'vitest'
import type { Span } from '../../../src/design/brief/brief.js'
import { readBrief } from '../../../src/design/brief/read.js'

type Unit = Span['unit']
type Row = readonly [text: string, value: number, unit: Unit]

const data = (text: string) => readBrief(text).brief.data

describe('the horizon', () => {
  const rows: readonly Row[] = [
    ['63-day trajectory prediction', 63, 'day'],
    ['forecast 48 hours ahead', 48, 'hour'],
    ['forecast the next 30 days of sales', 30, 'day'],
    ['revenue forecast 90 days out', 90, 'day'],
    ['horizon = 96, look-back = 336', 96, 'step'],
    ['forecast with horizon: 12 months', 12, 'month'],
    ['96 steps ahead', 96, 'step'],
    ['predict the next 24 points', 24, 'step'],
    ['forecast 5 trading days ahead', 5, 'day'],
    ['forecast 96 quarter-hours ahead', 1440, 'minute'],
    ['predict one week of sales', 1, 'week'],
    ['forecast sales twenty-one days ahead', 21, 'day'],
    ['forecast half a year', 0.5, 'year'],
    ['forecast 1/2 year of sales', 0.5, 'year'],
    ['forecast two and a half days ahead', 2.5, 'day'],
    ['demand forecast, 2 to 4 weeks ahead', 3, 'week'],
    ['forecast 30d/60d/90d revenue', 90, 'day'],
    ['forecast sales for the next quarter', 1, 'quarter'],
    ['day-ahead price forecasting', 1, 'day'],
    ["predict tomorrow's load", 1, 'day'],
    ['forcast sales 14 dyas, no: 14 days ahead', 14, 'day'],
    ['48 Stunden voraus', 48, 'hour'],
    ['63-tägige Prognose', 63, 'day'],
    ['Prognose für die nächsten acht Wochen', 8, 'week'],
    ['Vorhersagehorizont 96', 96, 'step'],
    ['predecir las próximas 6 semanas', 6, 'week'],
    ["prévoir 24 heures à l'avance", 24, 'hour'],
    ['prévision sur les prochains 14 jours', 14, 'day'],
    ['forecast **63 days**', 63, 'day'],
    ['forecast 6\u200b3 days', 63, 'day'],
    ['predict 24 candles ahead', 24, 'step'],
    ['forecast sales with a prediction window of 14 days', 14, 'day'],
    ['forecast sales, the horizon is a fortnight', 2, 'week'],
    ['horizon=30 freq=D series=100', 30, 'step'],
    ['I need it in 2 weeks: a 90 day forecast', 90, 'day'],
    ['prédire le trafic sur les 2 prochaines heures', 2, 'hour'],
    ['forecast sales, promotions known 8 weeks ahead, horizon 6 weeks', 6, 'week'],
    ['forecast sales, 30 dyas', 30, 'day'],
    ['forecast parcels for the coming 10 working days', 10, 'day'],
    ['forecast ６３ days', 63, 'day'],
  ]
  it.each(rows)('of "%s" is %d %s', (text, value, unit) => {
    expect(data(text).horizon?.value).toEqual({ value, unit })
  })

  it.each([
    'forecast for machines aged 5 years',
    'forecast with a 7-day moving average',
    'forecast sales, data arrives with 2 days delay',
    'forecast sales; we retrain every 24 hours',
    'forecast sales, to be delivered: launch in 6 weeks',
    'classify 5 s clips',
    'Speech recognition, 300 h of audio',
    'forecast 0 days ahead',
    'GPT-4 for covid-19 forecasting',
  ])('is not read from "%s"', (text) => {
    expect(data(text).horizon).toBeUndefined()
  })
})

describe('the history', () => {
  const rows: readonly Row[] = [
    ['forecast 7 days, 2.5 years of history', 2.5, 'year'],
    ['forecast 7 days, 4 yrs of daily data', 4, 'year'],
    ['and we have two years', 2, 'year'],
    ['forecast 7 days, we have only about 18 months', 18, 'month'],
    ['tenemos 3 años', 3, 'year'],
    ['forecast 7 days from 90 days of hourly data', 90, 'day'],
    ['trained on 3 years of data, predict 30 days', 3, 'year'],
    ['forecast 7 days with a year of data', 1, 'year'],
    ['History: 48 months. Horizon: 12 months.', 48, 'month'],
    ['the last 18 months are recorded; forecast 2 weeks', 18, 'month'],
    ['500 meters x 3 years, forecast 1 week', 3, 'year'],
    ['forecast 24h load, 2018-2023 data', 6, 'year'],
    ['forecast 24h load with data from 2019 to 2020', 2, 'year'],
    ['96 steps ahead, 15k time steps', 15_000, 'step'],
    ['horizon 24, history: 5000 points', 5000, 'step'],
    ['12 months ahead, 60 monthly observations', 60, 'month'],
    ['predict 96 steps, 17,420 hourly points', 17_420, 'hour'],
    ['48 Stunden voraus, 2,5 Jahre Historie', 2.5, 'year'],
    ['3-jährige Historie, Prognose 28 Tage', 3, 'year'],
    ['próximas 8 semanas, 2,5 años de datos', 2.5, 'year'],
    ["14 jours, 3 ans d'historique", 3, 'year'],
  ]
  it.each(rows)('of "%s" is %d %s', (text, value, unit) => {
    expect(data(text).historyLength?.value).toEqual({ value, unit })
  })

  it('is not read from a date or a single year', () => {
    expect(data('forecast from 2023-01-15, since 2019').historyLength).toBeUndefined()
  })
})

describe('the step', () => {
  const rows: readonly Row[] = [
    ['forecast 7 days, every 15 minutes', 15, 'minute'],
    ['forecast 7 days at 10-minute resolution', 10, 'minute'],
    ['forecast 7 days, 15min data', 15, 'minute'],
    ['forecast 1 week, readings at 30 min', 30, 'minute'],
    ['forecast call volume per 30 minutes, 2 weeks ahead', 30, 'minute'],
    ['12 steps ahead (5-minute steps)', 5, 'minute'],
    ['hourly forecast for tomorrow', 1, 'hour'],
    ['10-day horizon, 6-hourly data', 6, 'hour'],
    ['half-hourly load, forecast 2 days', 30, 'minute'],
    ['forecast orders per hour for the next 3 days', 1, 'hour'],
    ['forecast 7 days, one reading every hour', 1, 'hour'],
    ['sensors sampled at 50 Hz, predict the next 5 seconds', 20, 'millisecond'],
    ['weekly forecasts from daily data', 1, 'day'],
    ['stündliche Werte, 48 Stunden voraus', 1, 'hour'],
    ['viertelstündliche Last, 1 Woche voraus', 15, 'minute'],
    ['datos diarios, próximas 6 semanas', 1, 'day'],
    ['forecast 6h ahead, 5-min sensor data', 5, 'minute'],
    ['predict the next 30 seconds, tick data 1s', 1, 'second'],
    ['1h candles, forecast 1 day', 1, 'hour'],
    ['10-Minuten-Werte, 6 Stunden im Voraus', 10, 'minute'],
    ['predict glucose 30 min ahead. 5-min CGM.', 5, 'minute'],
    ['prévoir la consommation, pas de 30 minutes, horizon 2 jours', 30, 'minute'],
    ['2h ahead forecast, 10s sampling', 10, 'second'],
    ['horizon=30 freq=D series=100', 1, 'day'],
    ['forecast 2 days, time step 15 minutes', 15, 'minute'],
    ['forecast 2 days with a 5 minute step', 5, 'minute'],
    ['Energy forecast. 15-minute. Next day.', 15, 'minute'],
    ['10 sensors, 100 Hz, predict the next 2 seconds', 10, 'millisecond'],
    ['forecast 2 days, one value once an hour', 1, 'hour'],
    ['Umsatz der nächsten 3 Monate vorhersagen, Monatsdaten', 1, 'month'],
    ["données horaires, 24 heures à l'avance", 1, 'hour'],
  ]
  it.each(rows)('of "%s" is %d %s', (text, value, unit) => {
    expect(data(text).frequency?.value).toEqual({ value, unit })
  })

  it.each([
    'forecast 28 days, retrained weekly',
    'forecast 28 days, weekly batch',
    'forecast 28 days, updated every 6 hours',
    'forecast 28 days, 20 alerts per day',
    'forecast 28 days, 10% new SKUs each month',
    'forecast 28 days with weekly seasonality',
    'forecast 28 days, 1M forecasts per day',
  ])('is not read from "%s"', (text) => {
    expect(data(text).frequency).toBeUndefined()
  })

  it('may not be said twice', () => {
    expect(readBrief('hourly data, forecast 7 days, daily data').brief.conflicts).toHaveLength(1)
  })
})

describe('the cycle and the look-back', () => {
  it.each<Row>([
    ['need a seasonal model, period 24, horizon 48', 24, 'step'],
    ['forecast 7 days, 24-hour seasonality', 24, 'hour'],
    ['forecast 30 days; seasonality: weekly and yearly', 1, 'week'],
    ['forecast 30 days with yearly and weekly cycles', 1, 'week'],
  ])('cycle of "%s" is %d %s', (text, value, unit) => {
    const { brief } = readBrief(text)
    expect(brief.data.season?.value).toEqual({ value, unit })
    expect(brief.conflicts).toEqual([])
  })

  it.each<Row>([
    ['horizon 96, lookback 336', 336, 'step'],
    ['96 steps ahead, look-back of 14 days', 14, 'day'],
    ['horizon 168; context 1024', 1024, 'step'],
    ['forecast trajectories 4.8 s ahead from 3.2 s observed', 3.2, 'second'],
  ])('look-back of "%s" is %d %s', (text, value, unit) => {
    expect(data(text).lookback?.value).toEqual({ value, unit })
  })

  it.each([
    'no seasonality',
    'without seasonality',
    'ohne Saisonalität',
    'sin estacionalidad',
    'no weekly cycle',
  ])('are ruled out by "%s"', (text) => {
    expect(data(`forecast 30 days, ${text}`).seasonal?.value).toBe(false)
    expect(data(`forecast 30 days, ${text}`).season).toBeUndefined()
  })
})

describe('latency', () => {
  it.each<readonly [string, number, number | undefined, string]>([
    ['p99 < 50ms', 50, 99, 'p99 < 50ms'],
    ['100ms p95', 100, 95, '100ms p95'],
    ['latency below 0,05 s', 50, undefined, '0,05 s'],
    ['0.08s p95', 80, 95, '0.08s p95'],
    ['P99.9 of 20 ms', 20, 99.9, 'P99.9 of 20 ms'],
    ['p999 under 20 ms', 20, 99.9, 'p999 under 20 ms'],
    ['respond within 2 seconds', 2000, undefined, '2 seconds'],
    ['less than 2 seconds per forecast', 2000, undefined, '2 seconds'],
    ['at 25 fps', 40, undefined, '25 fps'],
    ['< 200 ms (p99)', 200, 99, '200 ms (p99'],
    ['control at 100 Hz', 10, undefined, '100 Hz'],
    ['Latenz unter 0,1 s', 100, undefined, '0,1 s'],
    ['latencia máxima 100 ms', 100, undefined, '100 ms'],
    ['300 µs per inference', 0.3, undefined, '300 µs'],
    ['95th percentile latency of 70 ms', 70, 95, '95th percentile latency of 70 ms'],
  ])('of "%s" is %d ms', (said, ms, percentile, words) => {
    const { latency } = readBrief(`forecast sales 7 days ahead, ${said}`).brief.targets
    expect(latency?.value.ms).toBeCloseTo(ms, 9)
    expect(latency?.value.percentile).toBe(percentile)
    expect(latency?.words).toBe(words)
  })

  it.each(['latency over 10 ms is fine', 'forecast within 2 days', 'sampled every 5 ms'])(
    'is not read from "%s"',
    (said) => {
      expect(readBrief(`forecast sales 7 days ahead, ${said}`).brief.targets.latency).toBeUndefined()
    },
  )

  it('stays apart from how long training may take', () => {
    const { brief } = readBrief('forecast 7 days, train in under 6 hours, answer in 30 ms')
    expect(brief.constraints.trainingHours?.value).toBe(6)
    expect(brief.targets.latency?.value).toEqual({ ms: 30 })
  })
})
