/**
 * The least that a Slack app with a queue does, for the benchmark: Bolt's own HTTP server, a handler that adds one
 * job to BullMQ and acknowledges. A process of its own; SIGTERM ends it.
 */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { Queue } from 'bullmq'
import { connectQueue } from '../../src/session/connection.js'

const { REDIS_URL = '', SLACK_SIGNING_SECRET = '' } = process.env
const queue = new Queue('bare', { connection: connectQueue(REDIS_URL, console.error) })
const app = new App({
  receiver: new HTTPReceiver({
    signingSecret: SLACK_SIGNING_SECRET,
    port: 0,
    endpoints: '/slack/events',
    logLevel: LogLevel.ERROR,
  }),
  authorize: async () => ({ botToken: 'xoxb-bare', botUserId: 'U0BARE' }),
  logLevel: LogLevel.ERROR,
})
app.command(/.*/, async ({ body, ack }) => {
  await queue.add('request', {
    text: body.text,
    team: body.team_id,
    channel: body.channel_id,
    user: body.user_id,
  })
  await ack()
})

await queue.waitUntilReady()
const server = await app.start()
const address = server.address()
if (typeof address !== 'object' || !address) throw new Error('Expected a port.')
console.log(`ready: http://127.0.0.1:${address.port}/slack/events`)
