/** The table of words: every phrase is found as somebody might write it, and a ban is not a wish. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../src/design/brief/read.js'
import { readTokens } from '../../../src/design/brief/tokens.js'
import { mentionsIn } from '../../../src/design/brief/topic-mentions.js'
import { type Topic, topics } from '../../../src/design/brief/topics.js'
import { readingOf } from '../../../src/design/risks/reading.js'

const entries = (Object.entries(topics) as [Topic, string][]).map(
  ([topic, words]) => [topic, words.split(/\s+/).filter(Boolean)] as const,
)
const read = (request: string) => readingOf(readBrief(request).brief)
const written = (phrase: string, join = ' ') =>
  phrase.replaceAll('!', '').replaceAll('_', join).replaceAll('+', ' ')

const isPlain = (phrase: string) => /^[\x20-\x7e]*$/.test(phrase)

describe('the table of words', () => {
  it.each(entries)('%s: every phrase is found, with spaces and with hyphens', (topic, phrases) => {
    const missed = phrases.flatMap((phrase) =>
      [
        written(phrase),
        isPlain(phrase) ? written(phrase, '-') : written(phrase),
        `Please: ${written(phrase)} and more`,
      ].filter((text) => {
        const { tokens } = readTokens(text)
        return !mentionsIn(text, tokens).has(topic)
      }),
    )
    expect(missed).toEqual([])
  })

  it.each(entries)('%s: no phrase is written twice, or with an accent', (_, phrases) => {
    expect(phrases.filter((phrase, i) => phrases.indexOf(phrase) !== i)).toEqual([])
    for (const phrase of phrases) expect(phrase).toMatch(/^[a-z0-9_+!%]+$|\P{ASCII}/u)
  })

  it.each([
    ['no cloud', 'cloud'],
    ['without quantisation', 'quantising'],
    ['ohne Quantisierung', 'quantising'],
    ['sin cuantización', 'quantising'],
    ['sans quantification', 'quantising'],
    ['senza quantizzazione', 'quantising'],
    ['sem quantização', 'quantising'],
    ['no random split please', 'randomSplit'],
    ['a random split is not allowed', 'randomSplit'],
  ] as const)('takes a ban for a ban: %s', (text, topic) => {
    const { says, rulesOut } = read(text)
    expect([says(topic), rulesOut(topic)]).toEqual([false, true])
  })
})
