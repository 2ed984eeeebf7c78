import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eventFromAction,
  eventFromText,
  isThreadId,
  readEventId,
  readText,
  stopEvent,
  threadOfEvent,
  webThread,
} from '../../../adapters/web/events.js'
import { formatAction } from '../../../src/chat/action.js'
import { everything, sampleSession, saying } from '../../support/sample-messages.js'

const thread = webThread('abcdefghijklmnop')
const sender = { user: { id: 'local', name: 'You' }, at: 1_700_000_000_000 }
const event = '0123456789abcdef01234567'
const action = (question: string, choice: string) =>
  formatAction({ session: sampleSession, round: 1, question, choice })
const press = (fields: Record<string, string>, id = event) =>
  eventFromAction(fields, everything(), id, thread, sender)

describe('what is typed', () => {
  it('is a request on the first page and a reply in a thread', () => {
    expect(eventFromText('Forecast sales', event, thread, true, sender)).toMatchObject({
      kind: 'request',
      id: event,
      tenant: 'web:local',
      text: 'Forecast sales',
      thread,
      user: sender.user,
    })
    expect(eventFromText('one T4', event, thread, false, sender)).toMatchObject({
      kind: 'reply',
      parentIsOurs: true,
    })
  })

  it('may begin with the command, which is taken off', () => {
    for (const text of [
      '/ml-architect Forecast sales',
      '/ML-Architect   Forecast sales',
      '/ml-architect\nForecast sales',
    ])
      expect(eventFromText(text, event, thread, false, sender)).toMatchObject({
        kind: 'request',
        text: 'Forecast sales',
      })
    expect(eventFromText('/ml-architecture', event, thread, false, sender)).toMatchObject({
      kind: 'reply',
      text: '/ml-architecture',
    })
  })

  it('asks for help as a command, also in a thread', () => {
    for (const text of ['help', 'HELP', '/ml-architect help'])
      expect(eventFromText(text, event, thread, false, sender).kind).toBe('request')
    expect(eventFromText('help me choose', event, thread, false, sender).kind).toBe('reply')
  })

  it('loses nothing but outer space, and has one kind of line end', () => {
    expect(readText({ text: '  a\r\nb\rc \n' })).toBe('a\nb\nc')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = readText({ text })
        expect(read.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})

describe('the ids', () => {
  it('of events come from our own forms only', () => {
    expect(readEventId({ event })).toBe(event)
    for (const wrong of [
      '',
      'short',
      'x'.repeat(41),
      '0123456789abcdeF',
      `${event}:1`,
      '../../../../etc/passwd',
    ])
      expect(readEventId({ event: wrong })).toBeUndefined()
  })

  it('of threads follow from the event, so that a form sent twice opens one', () => {
    expect(threadOfEvent(event)).toBe(threadOfEvent(event))
    expect(isThreadId(threadOfEvent(event))).toBe(true)
    expect(threadOfEvent(`${event}0`)).not.toBe(threadOfEvent(event))
  })
})

describe('what is pressed', () => {
  it('is an action with the words of its button', () => {
    const pressed = press({ action: action('round', 'assume') })
    expect(pressed?.words).toBe('Use your assumptions')
    expect(pressed?.event).toMatchObject({ kind: 'action', action: action('round', 'assume'), thread })
    expect(pressed?.event.values).toBeUndefined()
  })

  it('in a select is named with its question', () => {
    expect(press({ action: action('device', 't4') })?.words).toBe('Which device serves it?: One T4')
  })

  it('in a form carries an answer to each question, own words before the preset choice', () => {
    const pressed = press({
      action: action('round', 'form'),
      'choice.series-count': 'many',
      'words.series-count': ' about 320 ',
      'choice.history': 'year',
      'words.history': 'not offered there',
      'choice.other': 'x',
    })
    expect(pressed?.event.values).toEqual({ 'series-count': 'about 320', history: 'year' })
    expect(pressed?.words).toBe('How many series are there? — about 320\nHow long is the history? — 1 year')
  })

  it('in a form with a choice that was not offered is left out', () => {
    const pressed = press({ action: action('round', 'form'), 'choice.history': 'century' })
    expect(pressed?.event.values).toEqual({})
  })

  it('counts once for the same choice of the same form, and anew for another', () => {
    const id = (fields: Record<string, string>, from = event) => press(fields, from)?.event.id
    const [a, b] = [{ action: action('device', 't4') }, { action: action('device', 'cpu') }]
    expect(id(a)).toBe(id(a))
    expect(id(a)).not.toBe(id(b))
    expect(id(a)).not.toBe(id(a, '0123456789abcdef01234568'))
  })

  it('is refused unless the message offers exactly that', () => {
    expect(press({})).toBeUndefined()
    expect(press({ action: 'nonsense' })).toBeUndefined()
    expect(press({ action: action('device', 'a100') })).toBeUndefined()
    const other = formatAction({ session: 'BBBBBBBBBBBBBBBB', round: 1, question: 'device', choice: 't4' })
    expect(press({ action: other })).toBeUndefined()
    expect(
      eventFromAction({ action: action('device', 't4') }, saying(1, 'x'), event, thread, sender),
    ).toBeUndefined()
  })

  it('beside the progress line stops the round', () => {
    expect(stopEvent(sampleSession, 2, event, thread, sender)).toMatchObject({
      kind: 'action',
      action: `${sampleSession}:2:round:stop`,
    })
  })
})
