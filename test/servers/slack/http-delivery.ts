/** Deliveries over HTTP: signed requests to the app's address. */
import { createHmac } from 'node:crypto'
import type { Attempt, Delivery, Transport, Twist } from './delivery.js'

/** `v0=` and the HMAC-SHA256 of version, timestamp and raw body [docs.slack.dev verifying-requests]. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

export function createHttpTransport(options: {
  readonly url: string
  readonly signingSecret: string
  readonly ackWithinMs: number
  now(): number
}): Transport {
  return async (delivery, twist) => {
    const retryNum = twist.retryNum ?? 0
    const { body, type } = encode(delivery)
    const started = performance.now()
    const passedMs = () => Math.round(performance.now() - started)
    try {
      const answer = await fetch(options.url, {
        method: 'POST',
        body,
        headers: { 'content-type': type, ...signedHeaders(options, body, twist), ...retryHeaders(twist) },
        signal: AbortSignal.timeout(options.ackWithinMs),
        redirect: 'manual',
      })
      const text = await answer.text()
      const result = { retryNum, status: answer.status, body: parsed(text), ms: passedMs() }
      if (answer.ok) return result
      return { ...result, error: 'http_error', isLast: answer.headers.get('x-slack-no-retry') === '1' }
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError'
      const reason: Attempt['error'] = isLate ? 'http_timeout' : 'connection_failed'
      return { retryNum, status: 0, body: undefined, ms: passedMs(), error: reason }
    }
  }
}

function encode(delivery: Pick<Delivery, 'kind' | 'payload'>): { body: string; type: string } {
  const { kind, payload } = delivery
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' }
  const form =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]))
  return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' }
}

function signedHeaders(
  options: { signingSecret: string; now(): number },
  body: string,
  twist: Twist,
): Record<string, string> {
  const timestamp = String(Math.floor(options.now() / 1000) - (twist.ageSeconds ?? 0))
  if (twist.signature === 'missing') return { 'x-slack-request-timestamp': timestamp }
  const secret = twist.signature === 'wrong' ? `${options.signingSecret}?` : options.signingSecret
  return {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signatureOf(secret, timestamp, body),
  }
}

function retryHeaders(twist: Twist): Record<string, string> {
  if (!twist.retryNum) return {}
  return {
    'x-slack-retry-num': String(twist.retryNum),
    'x-slack-retry-reason': twist.retryReason ?? 'http_timeout',
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
