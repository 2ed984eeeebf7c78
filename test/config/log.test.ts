/** Nothing secret reaches a log line, wherever it stood. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogger, redact } from '../../src/log.js'

function capture(options: { level?: 'info' | 'debug'; secrets?: readonly string[] } = {}) {
  const lines: string[] = []
  const log = createLogger({
    level: options.level ?? 'info',
    destination: { write: (line) => void lines.push(line) },
    ...(options.secrets && { secrets: options.secrets }),
  })
  return { log, text: () => lines.join(''), records: () => lines.map((line) => JSON.parse(line)) }
}

// Put together here, so that no scanner takes this file for a leak.
const secrets = {
  'Slack bot token': `xoxb-${'1'.repeat(12)}-${'aB3'.repeat(8)}`,
  'Slack configuration token': `xoxe.xoxp-1-${'Mi0y'.repeat(8)}`,
  'Slack app token': `xapp-1-A0${'7F'.repeat(5)}-${'c0ffee'.repeat(6)}`,
  'Anthropic key': `sk-ant-${'api03-Xy_9'.repeat(4)}`,
  'bearer token': `Bearer ${'abc.DEF-123_~+/='.repeat(2)}`,
  'Discord token': `MTE${'x'.repeat(23)}.G${'a'.repeat(5)}.${'Zz9_-'.repeat(7)}`,
  'Slack response address': 'https://hooks.slack.com/commands/T1/2/abcdef',
  'Slack trigger': `${'1'.repeat(10)}.${'2'.repeat(10)}.${'ab'.repeat(16)}`,
}

describe('the log', () => {
  test.each(Object.entries(secrets))(
    'hides a %s in a message, a field, a nested field, an error and its stack',
    (_, secret) => {
      const { log, text, records } = capture()
      log.info(`before\n${secret}`)
      log.info({ header: secret, deep: { list: [{ value: `x ${secret} y` }] } }, 'fields')
      log.error({ err: new Error(`failed with\n${secret}`, { cause: new Error(secret) }) }, 'error')
      log.error(
        { error: new Error(JSON.stringify({ body: JSON.stringify({ token: secret }) })) },
        'nested JSON',
      )
      const core = secret.replace(/^Bearer /, '')
      expect(text()).not.toContain(core)
      expect(records()).toHaveLength(4)
      expect(records()[0].msg).toMatch(/^before\n.*\[redacted\]$/)
      expect(records()[1].deep.list[0].value).toMatch(/^x .*\[redacted\] y$/)
    },
  )

  test('hides response_url and trigger_id whatever they hold', () => {
    const { log, text } = capture()
    log.info({ response_url: 'https://chat.example/answer', trigger_id: 'abc' }, 'fields')
    log.info({ body: 'token=1&response_url=https%3A%2F%2Fchat.example%2Fanswer&trigger_id=abc' }, 'form')
    log.info(
      { body: JSON.stringify({ response_url: 'https://chat.example/answer', trigger_id: 'abc' }) },
      'JSON',
    )
    expect(text()).not.toMatch(/chat\.example|"abc|=abc/)
  })

  test('hides the password of a Redis URL and the values it was told', () => {
    const { log, text } = capture({ secrets: ['plain "quoted" words'] })
    log.warn({ url: 'redis://user:hunter2@host:1' }, 'the token is plain "quoted" words')
    expect(text()).not.toMatch(/hunter2|quoted/)
    expect(text()).toContain('host:1')
  })

  test('drops the fields that hold what people write', () => {
    const { log, text, records } = capture({ level: 'debug' })
    log.info({ text: 'my secret plan', event: { text: 'my secret plan', id: 'e1' } }, 'event')
    log.debug({ words: 'my secret plan' }, 'words')
    expect(text()).not.toContain('secret plan')
    expect(records()[0].event.id).toBe('e1')
  })

  test("drops the arguments that a Redis reply's error carries", () => {
    const { log, text, records } = capture()
    const reply = Object.assign(new Error('WRONGTYPE'), {
      name: 'ReplyError',
      command: { name: 'rpush', args: ['key', 'my secret plan'] },
    })
    log.error({ error: new Error('failed', { cause: reply }) }, 'error')
    log.error({ err: reply }, 'error')
    expect(text()).not.toContain('secret plan')
    expect(records()[1].err.command).toEqual({ name: 'rpush', args: '[not logged]' })
  })

  test('says the level by name and the time, and nothing below its level', () => {
    const { log, records } = capture()
    log.debug('quiet')
    log.warn({ session: 's1' }, 'loud')
    expect(records()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        pid: process.pid,
        session: 's1',
        msg: 'loud',
      },
    ])
  })

  test('every line stays JSON, whatever is logged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...Object.values(secrets)),
        (noise, secret) => {
          const { log, records } = capture()
          log.info({ a: noise + secret, b: { response_url: noise } }, `${secret}${noise}${secret}`)
          expect(records()).toHaveLength(1)
        },
      ),
    )
  })

  test('leaves ordinary words and numbers alone', () => {
    const line =
      '{"msg":"turn done","session":"k7q2m4x9r3t5w8zb","ms":12.5,"version":"1.2.3","bearer":"of news"}'
    expect(redact(line)).toBe(line)
  })
})
