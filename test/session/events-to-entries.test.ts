/** What people do, as the architect reads it. */
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/architect/architect.js'
import { entryFromEvent } from '../../src/session/events-to-entries.js'
import type { MailboxEvent } from '../../src/session/mailbox.js'
import { seriesQuestion } from '../support/scripted-architect.js'

const horizon = { ...seriesQuestion, id: 'forecastHorizon', choices: [{ id: 'd63', label: '63 days' }] }
const transcript: Entry[] = [
  { kind: 'ask', at: 1, round: 1, questions: [seriesQuestion, horizon], understood: [] },
]
const press = (action: string, values?: Record<string, string>): MailboxEvent => ({
  kind: 'action',
  at: 1,
  user: { id: 'U1' },
  action,
  ...(values && { values }),
})
const read = (event: MailboxEvent, openRound = 1) => entryFromEvent(event, transcript, openRound)

describe('a button of the open round', () => {
  it('answers its question, in words too', () => {
    expect(read(press('S:1:series-count:few'))).toMatchObject({
      text: 'series count: fewer than 10',
      answers: [{ question: 'series-count', choice: 'few' }],
    })
  })

  it('leaves the rest to us', () => {
    expect(read(press('S:1:round:assume'))).toMatchObject({
      assumeRest: true,
      text: expect.stringMatching(/assum/),
    })
  })

  it('means nothing for a choice that was never offered', () => {
    const entry = read(press('S:1:series-count:forged'))
    expect(entry.text).toBe('')
    expect(entry.answers).toBeUndefined()
  })
})

describe('a form', () => {
  it('answers by choice and by words, and skips what is empty or unknown', () => {
    const entry = read(
      press('S:1:round:form', { 'series-count': 'many', forecastHorizon: ' 9 weeks ', unknown: 'x' }),
    )
    expect(entry.answers).toEqual([
      { question: 'series-count', choice: 'many' },
      { question: 'forecastHorizon', words: '9 weeks' },
    ])
    expect(entry.text).toBe('series count: more than 10\nforecast horizon: 9 weeks')
    expect(read(press('S:1:round:form', { forecastHorizon: '  ' })).answers).toBeUndefined()
  })
})

describe('an answer to a closed round', () => {
  it('keeps its words and is no answer', () => {
    const entry = read(press('S:1:series-count:few'), 2)
    expect(entry.text).toBe('series count: fewer than 10')
    expect(entry.answers).toBeUndefined()
  })
})
