/** The App Home and the messages tab, with the program behind them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { examples } from '../../../src/messages/from-receipt.js'
import type { Person, Slack } from '../../servers/slack/server.js'
import { type Running, read, running } from './listening.js'
import { readPayload } from './reading.js'

let program: Running
let slack: Slack
beforeAll(async () => {
  program = await running()
  slack = program.slack
})
afterAll(() => program.stop())
afterEach(() => {
  slack.heal()
  expect(program.side.complaints).toEqual([])
})

const homeOf = (person: Person) => {
  const blocks = person.home()?.view.blocks
  return Array.isArray(blocks) ? readPayload({ blocks }) : ''
}

describe('the App Home', () => {
  it('shows how to begin, what the team set and used, and, to an admin, the form that changes it', async () => {
    const [ann, ben] = [slack.user('T1', 'ann'), slack.user('T1', 'ben')]
    expect(await ben.opensHome()).toMatchObject({ ok: true })
    await expect.poll(() => homeOf(ben)).toContain('[*New design]')
    for (const words of [
      examples[0],
      'There are none yet',
      'Team profile',
      'An admin of this place',
      'Requests',
    ])
      expect(homeOf(ben)).toContain(words)
    expect(homeOf(ben)).not.toContain('[*Fill in]')
    expect(ann.home()).toBeUndefined()

    // Nobody knew that she is an admin before she came here.
    expect(await ann.opensHome()).toMatchObject({ ok: true })
    await expect.poll(() => homeOf(ann)).toContain('[*Fill in]')
    expect(homeOf(ann)).not.toContain('An admin of this place')
    expect(homeOf(ben)).toContain('An admin of this place')
  })

  it('is the home of others where Slack does not say who somebody is', async () => {
    const cem = slack.user('T1', 'cem')
    slack.fail({ method: 'users.info', how: { kind: 'error', error: 'internal_error' } })
    await cem.opensHome()
    await expect.poll(() => homeOf(cem)).toContain('An admin of this place')
  })

  it('changes the profile by its form, and shows the change when it is opened again', async () => {
    const ann = slack.user('T1', 'ann')
    await ann.opensHome()
    await expect.poll(() => homeOf(ann)).toContain('[*Fill in]')
    const home = ann.home()
    if (!home) throw new Error('Expected a home.')
    await ann.presses(home, 'Fill in')
    await expect.poll(() => ann.modal()).toBeDefined()
    const modal = ann.modal()
    if (!modal) throw new Error('Expected a modal.')
    await ann.submits(modal, { 'words:0:hardware': 'two A10G' })
    await expect.poll(() => ann.sees('dm').map(read).join('\n')).toMatch(/Profile changed: .*A10G/)
    await ann.opensHome()
    await expect.poll(() => homeOf(ann)).toMatch(/Training device:.*A10G/)
    const ben = slack.user('T1', 'ben')
    await ben.opensHome()
    await expect.poll(() => homeOf(ben)).toMatch(/Training device:.*A10G/)
  })

  it('begins a design from a form or an example, in the direct messages', async () => {
    const ben = slack.user('T1', 'ben')
    await ben.opensHome()
    await expect.poll(() => homeOf(ben)).toContain('[Try this]')
    const home = ben.home()
    if (!home) throw new Error('Expected a home.')
    await ben.presses(home, 'New design')
    await expect.poll(() => ben.modal()).toBeDefined()
    const empty = ben.modal()
    if (!empty) throw new Error('Expected a modal.')
    expect(JSON.stringify(empty.view)).not.toContain('initial_value')
    await ben.closes(empty)

    await ben.presses(home, 'home:example:0')
    await expect.poll(() => ben.modal()).toBeDefined()
    const modal = ben.modal()
    if (!modal) throw new Error('Expected a modal.')
    // Sent as it is: the words are those of the example.
    expect(await ben.submits(modal)).toMatchObject({ ok: true })
    await expect
      .poll(() => ben.sees('dm').map(read).join('\n'), { timeout: 30_000 })
      .toContain('63-day trajectory')
    expect(slack.user('T1', 'ann').sees('dm').map(read).join('\n')).not.toContain('63-day')

    // Opened again, it lists the design with the button that shows it.
    await ben.opensHome()
    await expect.poll(() => homeOf(ben)).toMatch(/\[Show \w{4}\]/)
    const [, show = ''] = /\[(Show \w{4})\]/.exec(homeOf(ben)) ?? []
    const again = ben.home()
    if (!again) throw new Error('Expected a home.')
    await ben.presses(again, show)
    await expect.poll(() => ben.sees('dm').map(read).at(-1)).toContain(show.split(' ')[1])
  }, 90_000)
})

describe('the messages tab', () => {
  it('offers problems to begin with', async () => {
    const ann = slack.user('T1', 'ann')
    expect(await ann.opensHome('messages')).toMatchObject({ ok: true })
    const prompts = () => [...slack.team('T1').prompts.values()].flat()
    await expect.poll(prompts).toHaveLength(4)
    expect(prompts().map(({ message }) => message)).toEqual(examples.slice(0, 4))
    for (const { title } of prompts()) expect(String(title).length).toBeGreaterThan(0)
  })
})
