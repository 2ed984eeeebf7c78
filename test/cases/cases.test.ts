/** Requests of every field, held as conversations, against what a principal engineer expects of the replies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RequestCase, readCases } from './case-file.js'
import { judge, type Verdict } from './judge.js'
import { tableOf } from './report.js'
import { startCase } from './talk.js'

const files = ['requests.json', 'more-requests.json'] as const
const tables: string[] = []

describe.each(files)('the requests of %s', (file) => {
  describe.each(readCases(file))('$id $title', (one) => {
    const expectations = expectationsOf(one)
    const verdicts = new Map<string, readonly Verdict[]>()

    beforeAll(async () => {
      const talk = startCase()
      for (const { turn, expect: wanted, name } of expectations) {
        const reply = await talk.say(turn)
        verdicts.set(name, judge(one, wanted, turn, reply))
      }
      for (const [name, found] of verdicts) tables.push(tableOf(`${one.id} ${one.title}${name}`, found))
    })

    for (const { name } of expectations)
      it.each([
        'outcome',
        'understood',
        'asked',
        'included',
        'flagged',
        'avoided',
        'derived',
        'always',
      ] as const)(`is as it should be in what is %s${name}`, (about) => {
        const missed = verdicts.get(name)?.filter((verdict) => verdict.about === about && !verdict.ok) ?? []
        expect(missed.map(({ name: what, detail }) => `${what} [${detail}]`)).toEqual([])
      })
  })
})

function expectationsOf({ text, expect: first, thread }: RequestCase) {
  return [
    { turn: text, expect: first, name: '' },
    ...(thread ? [{ turn: thread.reply, expect: thread.expect_after, name: ', after the reply' }] : []),
  ]
}

afterAll(() => {
  console.log(tables.join('\n\n'))
})
