import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainWords } from '../../../adapters/slack/words.js'
import { readCommand } from '../../../src/chat/commands.js'
import { typedCommand, typedText } from '../../servers/slack/typing.js'
import { createWorkspace } from '../../servers/slack/world.js'

const bot = 'U0BOT'
const plain = (text: string, of: string | undefined = bot) => plainWords(text, of)

/** Pieces that Slack's notation is made of, in any order. */
const notation = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '|',
        '&',
        ';',
        '&amp;',
        '&lt;',
        '&gt;',
        '@',
        '#',
        '!',
        '^',
        '~',
        '*',
        '`',
        '\n',
      ),
      fc.constantFrom(
        'U0BOT',
        'U1',
        'C1',
        'https://example.org',
        'mailto:',
        'tel:',
        'subteam',
        'date',
        'here',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

describe('the words of a Slack message', () => {
  it.each([
    [
      'links as they are read',
      'see <https://example.org/a?b=1&amp;c=2>',
      'see https://example.org/a?b=1&c=2',
    ],
    ['labels with their link', '<https://example.org|our data>', 'our data (https://example.org)'],
    ['a label that is the link', '<https://example.org|https://example.org>', 'https://example.org'],
    [
      'a bare domain that Slack linked',
      '<http://example.org|example.org>',
      'example.org (http://example.org)',
    ],
    ['mail', '<mailto:ann@example.org|ann@example.org>', 'ann@example.org'],
    ['telephones', '<tel:+4930123|030 123>', '030 123 (+4930123)'],
    ['other people', 'ask <@U1> or <@U2|ben>', 'ask @U1 or @ben'],
    ['groups', '<!subteam^S1|@ml-team> and <!subteam^S1>', '@ml-team and @subteam^S1'],
    ['everybody', '<!channel> <!here|here>', '@channel @here'],
    ['dates by what is shown', '<!date^1392734382^{date}|Feb 18>', '@Feb 18'],
    ['channels with their ids', 'notify <#C1|ml-team>', 'notify <#C1|ml-team>'],
    ['escapes once', 'p &lt; 0.05 &amp;&amp; q &gt; 1, &amp;lt;', 'p < 0.05 && q > 1, &lt;'],
    ['what is no notation', 'a <b> c <> <<@U1>>', 'a <b> c <> <@U1>'],
    ['a command', '`rm -rf` *bold* _it_ ~no~', '`rm -rf` *bold* _it_ ~no~'],
  ])('shows %s', (_, text, words) => {
    expect(plain(text)).toBe(words)
  })

  it('takes our own mention out, wherever it stands, and nobody else', () => {
    expect(plain('<@U0BOT> forecast sales')).toBe('forecast sales')
    expect(plain('forecast <@U0BOT|ml-architect> sales')).toBe('forecast   sales')
    expect(plain('<@U0BOTX> forecast')).toBe('@U0BOTX forecast')
    expect(plain('<@U0BOT>')).toBe('')
  })

  it('takes a mention at the beginning out while it does not know who it is', () => {
    expect(plainWords(' <@U9> forecast for <@U1>', undefined)).toBe('forecast for @U1')
    expect(plainWords('forecast for <@U1>', undefined)).toBe('forecast for @U1')
  })

  it('throws for no text, leaves no escape in, and is the same however long it takes to know us', () => {
    fc.assert(
      fc.property(notation, fc.option(fc.constant(bot), { nil: undefined }), (text, of) => {
        const words = plainWords(text, of)
        expect(words).toBe(words.trim())
        // What is left of an escape was escaped twice.
        if (!text.includes('&amp;')) expect(words).not.toMatch(/&(lt|gt|amp);/)
        expect(words).not.toMatch(/<[@!][^<>|]+>/)
      }),
    )
  })

  it('reads a text in little time, however it is nested', () => {
    const began = performance.now()
    for (const piece of ['<', '<@', '<|', '&lt;', '<https://a|', '<@U0BOT', '>']) plain(piece.repeat(200_000))
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  it('reads back what a person typed, in a message and after a command', () => {
    const workspace = createWorkspace({ id: 'T1' })
    fc.assert(
      fc.property(
        // Without what becomes notation: names, channels and addresses have their own tests.
        fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/[@#]|:\/\//.test(text)),
        (typed) => {
          for (const isEscaped of [true, false])
            expect(plain(typedCommand(workspace, typed, isEscaped))).toBe(typed.trim())
          expect(plain(typedText(workspace, typed))).toBe(typed.trim())
        },
      ),
    )
  })

  it('leaves a channel so that a command knows it', () => {
    const workspace = createWorkspace({ id: 'T1', channels: ['ml-team'] })
    const read = readCommand(plain(typedText(workspace, 'notify #ml-team decided Europe/Berlin')), false)
    expect(read).toMatchObject({ command: { name: 'notify', change: { channel: '<#CT1MLTEAM|ml-team>' } } })
  })
})
