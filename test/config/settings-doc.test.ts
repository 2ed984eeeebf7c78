/** docs/settings.md names the variables that the program reads, each with the default that it has. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig, variableNames } from '../../src/config.js'
import { ConfigFault } from '../../src/errors.js'

const sections = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')
  .split(/^## /m)
  .map((section) => ({
    title: section.split('\n')[0] ?? '',
    rows: section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, names = '', , shown = '']) => ({
        names: [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
        fallback: /^`(.*)`$/.exec(shown)?.[1],
      })),
  }))
const rowsOf = (title: string) => sections.find((section) => section.title === title)?.rows ?? []
const namesOf = (title: string) => rowsOf(title).flatMap(({ names }) => names)

const read = [...rowsOf('In use'), ...rowsOf('Read and checked, without effect yet')]
const absent = namesOf('Not in this version')

describe('docs/settings.md', () => {
  test('names every variable that is read, once, and no other', () => {
    const named = [...read.flatMap(({ names }) => names), ...absent]
    expect(named.sort()).toEqual([...variableNames].sort())
  })

  test.each(read.filter(({ fallback }) => fallback !== undefined))(
    '$names has the default $fallback',
    ({ names, fallback = '' }) => {
      expect(readConfig({ [names[0] ?? '']: fallback })).toEqual(readConfig({}))
    },
  )

  test('leaves out the default of those alone that have none', () => {
    const without = read.filter(({ fallback }) => fallback === undefined).flatMap(({ names }) => names)
    expect(without.sort()).toEqual([
      'ADMIN_USERS',
      'ALLOWED_CHANNELS',
      'ALLOWED_HOSTS',
      'ALLOWED_USERS',
      'PUBLIC_URL',
      'REDIS_URL',
      'SLACK_API_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'WEB_CHAT',
      'WEB_CHAT_TOKEN',
    ])
  })

  test.each(absent)('%s is refused with a sentence that says so', (name) => {
    let problems: readonly string[] = []
    try {
      readConfig({ [name]: 'https://gateway.example' })
    } catch (error) {
      if (error instanceof ConfigFault) problems = error.problems
    }
    expect(problems.join()).toContain('not in this version')
  })

  test('names the variables of the set-up', () => {
    const setUp = readFileSync(new URL('../../scripts/setup.mjs', import.meta.url), 'utf8')
    for (const name of namesOf('For the set-up')) expect(setUp).toContain(`process.env.${name}`)
    expect(namesOf('For the set-up')).not.toEqual([])
  })
})
