/** What a reply says of how it is done raises a flag, settles it, or is only asked: whatever the words of the first request were. */
import { describe, expect, it } from 'vitest'
import { factRows } from '../../../src/design/brief/facts.js'
import { sameFacts } from '../../../src/design/brief/facts-of.js'
import { risks } from '../../../src/design/risks/index.js'
import { briefOf, replied, told } from './briefs.js'

const has = (text: string, id: string, ...replies: string[]) =>
  risks(replies.reduce(replied, briefOf(text))).some((flag) => flag.id === id)

const settled: readonly (readonly [id: string, request: string, reply: string])[] = [
  ['C16', 'forecast demand for 200 stores 28 days ahead, random split', 'we will split by time'],
  [
    'C16',
    'forecast demand for 200 stores 28 days ahead, random split',
    'the test is the last 3 months, a temporal holdout',
  ],
  ['C16', 'forecast demand for 200 stores 28 days ahead, random split', 'ok, no random split'],
  [
    'C16',
    'Absatz von 200 Filialen 30 Tage voraus vorhersagen, zufällige Aufteilung in Training und Test, zufällig geteilt',
    'Nein, wir teilen zeitlich auf',
  ],
  ['C16', 'Prévoir la demande de 200 magasins à 28 jours, découpage aléatoire', 'non, on découpe par date'],
  ['C16', 'detect tumours in 4,000 CT scans of 900 patients, split at random', 'we split by patient'],
  ['C19', 'answer tickets with GPT-4, air-gapped', 'no, we cannot use a hosted API'],
  ['C19', 'answer tickets with GPT-4, on-prem only', 'the OpenAI API is allowed'],
  ['C19', 'answer tickets with GPT-4, on-prem only', 'then a self-hosted model'],
  ['C32', 'churn model with SMOTE, we need calibrated probabilities, 5% churners', 'ok, without SMOTE'],
  [
    'C32',
    'churn model with SMOTE, we need calibrated probabilities, 5% churners',
    'calibrated probabilities are not needed',
  ],
  [
    'C32',
    'churn model with SMOTE, we need calibrated probabilities, 5% churners',
    'Kalibrierte Wahrscheinlichkeiten brauchen wir nicht',
  ],
  [
    'C25',
    'detect fraud in payments, labels arrive after 60 days, retrained weekly',
    'we retrain every 3 months',
  ],
  ['C13', 'detect scratches on parts with 100% recall, 2,000 photos', '100% recall is not necessary'],
  [
    'C03',
    'semantic search in 50M documents, exact search, 768-dim embeddings, within 10 ms on 4 CPU cores',
    'HNSW is fine',
  ],
]
const raised: readonly (readonly [id: string, request: string, reply: string])[] = [
  ['C16', 'forecast demand for 200 stores 28 days ahead, split by time', 'hm, we split randomly'],
  ['C19', 'answer 20,000 tickets, air-gapped, 30 teams', 'we would like to use the OpenAI API'],
  ['C25', 'detect fraud in payments, 200k rows, retrained weekly', 'labels arrive after 60 days'],
  [
    'C25',
    'Betrug erkennen, 200.000 Zeilen, die Labels kommen erst nach 60 Tagen',
    'wir trainieren wöchentlich neu',
  ],
  ['C25', 'Detectar fraude, 200.000 filas, las etiquetas llegan 60 días después', 'reentrenamos cada semana'],
  ['C32', 'churn model, 5% churners, 100k customers', 'we use SMOTE and need calibrated probabilities'],
  ['C13', 'detect scratches on parts, 2,000 photos', 'with 100% recall please'],
  ['C20', 'classify 8 kinds of parts from 5,000 photos on one A100', 'train with DDP'],
]

describe('a reply about how it is done', () => {
  it.each(settled)('settles %s: %s / %s', (id, request, reply) => {
    expect([has(request, id), has(request, id, reply)]).toEqual([true, false])
  })

  it.each(raised)('raises %s: %s / %s', (id, request, reply) => {
    expect([has(request, id), has(request, id, reply)]).toEqual([false, true])
  })

  it.each([
    'is oversampling a good idea?',
    'why do we split at random?',
    'should we use SMOTE?',
    'Sollen wir zufällig aufteilen?',
    '¿Es buena idea la división aleatoria?',
  ])('takes a question for no statement: %s', (question) => {
    const before = briefOf('churn model, 5% churners, 100k customers')
    expect(sameFacts(replied(before, question), before)).toBe(true)
  })

  it('is a fact with a name, its words and where it came from', () => {
    const brief = told(
      'churn model, 5% churners, 100k customers',
      'no SMOTE; outcomes are known after 90 days',
    )
    const said = factRows.flatMap((row) => {
      const fact = row.read(brief)
      return fact && /^(methods|data\.labelDelay)/.test(row.id) ? [[row.label, fact.value, fact.words]] : []
    })
    expect(said).toEqual([
      ['Labels known after', '90 days', '90 days'],
      ['Oversampling', 'no', 'SMOTE'],
    ])
  })

  it('takes "only have" for a limit of devices only where it speaks of them', () => {
    const limited = (text: string) => briefOf(text).methods?.noMoreDevices?.value
    expect(limited('fine-tune llama 7B, we only have one T4')).toBe(true)
    expect(limited('classify leaves into 4 kinds, we only have 300 photos')).toBeUndefined()
  })

  it('flags a warning sooner than the next value, and is settled by values that come more often', () => {
    const text = 'warn 30 minutes before a pump fails, 300 pumps, 20 sensors each, hourly data'
    expect([has(text, 'C33'), has(text, 'C33', 'a value every 5 minutes')]).toEqual([true, false])
  })

  it('keeps what a later reply does not speak of', () => {
    const before = told('forecast demand for 200 stores 28 days ahead', 'split at random')
    expect(replied(before, 'and we have one T4').targets.split).toEqual(before.targets.split)
  })
})
