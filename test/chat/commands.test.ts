import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandHelp, readCommand } from '../../src/chat/commands.js'
import { formatRef, parseRef } from '../../src/chat/ref.js'
import { examples } from '../../src/messages/from-receipt.js'

const command = (text: string, inThread = false) => {
  const read = readCommand(text, inThread)
  return read?.kind === 'command' ? read.command : read
}

describe('a name of a design', () => {
  it('is a short id, with a revision and a proposal where they are named', () => {
    expect(parseRef('7k2m')).toEqual({ id: '7K2M' })
    expect(parseRef('#7K2M-A')).toEqual({ id: '7K2M', proposal: 'A' })
    expect(parseRef('7K2M-12')).toEqual({ id: '7K2M', revision: 12 })
    expect(parseRef('7k2m-2b')).toEqual({ id: '7K2M', revision: 2, proposal: 'B' })
  })

  it('reads digits that no id has as the letters they look like', () => {
    expect(parseRef('A018')).toEqual({ id: 'AOIB' })
  })

  it.each(['', 'B', '7K2', '7K2M-', '7K2M-E', '7K2M-A2', '7K2M-2-A', 'größe', '7K2M A', 'A'.repeat(17)])(
    'is not %j',
    (text) => expect(parseRef(text)).toBeUndefined(),
  )

  it('reads what it writes', () => {
    const ref = fc.record(
      {
        id: fc.stringMatching(/^[A-Z2-7]{4,16}$/),
        revision: fc.integer({ min: 0, max: 999 }),
        proposal: fc.constantFrom('A', 'B', 'C', 'D'),
      },
      { requiredKeys: ['id'] },
    )
    fc.assert(
      fc.property(ref, (one) => {
        expect(parseRef(formatRef(one))).toEqual({ ...one })
      }),
    )
  })
})

describe('a command', () => {
  it.each(commandHelp)('$name works as help shows it', ({ name, example }) => {
    expect(command(example)).toMatchObject({ name })
  })

  it('is read whatever its case, spaces and slash', () => {
    expect(command('  /Show   7k2m-a ')).toEqual({ name: 'show', ref: { id: '7K2M', proposal: 'A' } })
    expect(command('HELP')).toEqual({ name: 'help' })
  })

  it('takes a form of export before or after the design', () => {
    const wanted = { name: 'export', ref: { id: '7K2M' }, form: 'decision' }
    expect(command('export 7K2M as decision')).toEqual(wanted)
    expect(command('export adr 7K2M')).toEqual(wanted)
    expect(command('export 7K2M')).toEqual({ name: 'export', ref: { id: '7K2M' } })
  })

  it('compares two, however they are joined', () => {
    const wanted = { name: 'compare', refs: [{ id: '7K2M' }, { id: 'QQ77', proposal: 'B' }] }
    for (const joined of ['7K2M QQ77-B', '7K2M and QQ77-B', '7K2M, QQ77-B', '7K2M vs QQ77-B'])
      expect(command(`compare ${joined}`)).toEqual(wanted)
  })

  it('tells a channel of all events, or of those that are named', () => {
    expect(command('notify #ml-team')).toEqual({
      name: 'notify',
      change: { kind: 'on', channel: '#ml-team', events: ['proposed', 'revised', 'decided', 'failed'] },
    })
    expect(command('notify <#C0123|ml-team> decided, failed Europe/Berlin')).toEqual({
      name: 'notify',
      change: {
        kind: 'on',
        channel: '<#C0123|ml-team>',
        events: ['decided', 'failed'],
        timeZone: 'Europe/Berlin',
      },
    })
    expect(command('notify off')).toEqual({ name: 'notify', change: { kind: 'off' } })
    expect(command('notify #ml-team decidet')).toMatchObject({ kind: 'unclear', name: 'notify' })
    expect(command('notify #ml-team decided Europe/Atlantis')).toMatchObject({ kind: 'unclear' })
  })

  it('changes the profile by words, or clears a fact of it', () => {
    const set = { name: 'profile', change: { kind: 'set', words: 'two A10G, PyTorch only' } }
    expect(command('profile set two A10G, PyTorch only')).toEqual(set)
    expect(command('profile: two A10G, PyTorch only')).toEqual(set)
    expect(command('profile clear budget')).toEqual({
      name: 'profile',
      change: { kind: 'clear', fact: 'budget' },
    })
    expect(command('profile clear')).toMatchObject({ change: { fact: 'all' } })
  })

  it('says what is missing', () => {
    for (const text of ['show', 'export', 'cancel', 'forget', 'export decision'])
      expect(command(text)).toMatchObject({
        kind: 'unclear',
        problem: expect.stringContaining('which design'),
      })
    expect(command('compare')).toMatchObject({ kind: 'unclear' })
    expect(command('compare 7K2M')).toMatchObject({
      problem: expect.stringContaining('7K2M is compared with'),
    })
    expect(command('profile our customers by what they buy')).toMatchObject({
      problem: expect.stringContaining('profile set'),
    })
  })

  it('offers the command that a slip was meant as', () => {
    expect(command('hlep')).toEqual({ kind: 'misspelt', meant: 'help' })
    expect(command('histroy')).toEqual({ kind: 'misspelt', meant: 'history' })
    expect(command('shwo 7K2M')).toEqual({ kind: 'misspelt', meant: 'show 7K2M' })
    expect(command('exprot 7K2M json')).toEqual({ kind: 'misspelt', meant: 'export 7K2M json' })
  })

  it.each([
    ...examples,
    'help me design a model for churn',
    'show me how to forecast sales',
    'status monitoring for 40 machines, find failures a day ahead',
    'compare LSTM and GRU for load forecasting',
    'notify users when a payment looks like fraud',
    'forget gates in an LSTM for 200 series',
    'history of sales for 200 stores, forecast 63 days',
    'cancel prediction for subscriptions',
    'usage forecasting of 5,000 meters',
    'churn',
    '',
  ])('is not what describes a problem: %s', (text) => {
    expect(readCommand(text, false)).toBeUndefined()
  })

  describe('in a thread', () => {
    it('means the design of the thread where it names none', () => {
      for (const name of ['show', 'export', 'cancel', 'forget', 'status', 'usage', 'help'])
        expect(command(name, true)).toEqual({ name })
      expect(command('export json', true)).toEqual({ name: 'export', form: 'json' })
      expect(command('compare 7K2M-A 7K2M-2A', true)).toMatchObject({ name: 'compare' })
    })

    it.each([
      'forget that',
      'show more',
      'cancel training after 3 epochs',
      'compare A and B on cost',
      'compare bert with lstm',
      'histroy',
      'profile our users',
      'show',
    ])('leaves words to the architect: %s', (text) => {
      expect(readCommand(text, true)?.kind).toBe(text === 'show' ? 'command' : undefined)
    })
  })

  it('throws for no text', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, inThread) => {
        readCommand(text, inThread)
        for (const { name } of commandHelp) readCommand(`${name} ${text}`, inThread)
      }),
    )
  })
})
